/** How many bytes go through at a time ("slicing by eight": M. Kounavis and F. Berry, 2005): five times as fast as one by one. */
const slices = 8

/**
 * Remainders of every byte for the reflected polynomial of ISO 3309 (0x04C11DB7), which ZIP uses (APPNOTE 4.4.7); row n after n more
 * bytes of zeros.
 */
const table = new Int32Array(slices * 256)
for (let byte = 0; byte < 256; byte++) {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  table[byte] = rest
}
for (let at = 256; at < table.length; at++) {
  const before = table[at - 256] as number
  table[at] = (table[before & 0xff] as number) ^ (before >>> 8)
}

/** CRC-32 of `bytes`; to go on where an earlier piece ended, hand in that piece's CRC-32. */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  // Every index below is within bounds, which is why nothing is checked: this loop sees all bytes of every pack.
  const byte = (i: number) => bytes[i] as number
  const row = (n: number, of: number) => table[n * 256 + of] as number
  let rest = ~before
  let at = 0
  for (; at + slices <= bytes.length; at += slices) {
    const low = rest ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24))
    rest =
      row(7, low & 0xff) ^
      row(6, (low >>> 8) & 0xff) ^
      row(5, (low >>> 16) & 0xff) ^
      row(4, low >>> 24) ^
      row(3, byte(at + 4)) ^
      row(2, byte(at + 5)) ^
      row(1, byte(at + 6)) ^
      row(0, byte(at + 7))
  }
  for (; at < bytes.length; at++) rest = row(0, (rest ^ byte(at)) & 0xff) ^ (rest >>> 8)
  return ~rest >>> 0
}
