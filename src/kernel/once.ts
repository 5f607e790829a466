/** What `make` gives for a key, made once and kept for good: for keys of which there are few. */
export function once<K, T>(make: (key: K) => T): (key: K) => T {
  const kept = new Map<K, T>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined || kept.has(key)) return known as T;
    const made = make(key);
    kept.set(key, made);
    return made;
  };
}
