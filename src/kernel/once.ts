/** What `make` gives for a key, made once and kept for good: for keys of which there are few. */
export function once<K extends string, T>(make: (key: K) => T): (key: K) => T {
  return keeping(new Map<K, T>(), make);
}

/** What `make` gives for an object, made once and kept as long as the object is. */
export function oncePer<K extends object, T>(make: (key: K) => T): (key: K) => T {
  return keeping(new WeakMap<K, T>(), make);
}

type Kept<K, T> = { has(key: K): boolean; get(key: K): T | undefined; set(key: K, made: T): unknown };

function keeping<K, T>(kept: Kept<K, T>, make: (key: K) => T): (key: K) => T {
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined || kept.has(key)) return known as T;
    const made = make(key);
    kept.set(key, made);
    return made;
  };
}
