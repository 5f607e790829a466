declare module 'subset-font' {
  /** A font with the signs of a text alone. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'truetype'; preserveNameIds?: readonly number[] },
  ): Promise<Buffer>;
}
