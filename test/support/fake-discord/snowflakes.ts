const EPOCH = 1_420_070_400_000n;

/** Ids as Discord makes them: the time, and a number that rises. */
export function snowflakes(now: () => number): () => string {
  let count = 0n;
  return () => {
    count += 1n;
    return (((BigInt(Math.floor(now())) - EPOCH) << 22n) | (count & 0x3fffffn)).toString();
  };
}
