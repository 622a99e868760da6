import { utf8 } from '../../shared/bytes.ts'

/**
 * CRC-16 with polynomial 1021, start value FFFF, nothing reflected or inverted ("CCITT-FALSE", ISO/IEC 13239 as payment codes
 * use it) over the text's UTF-8 bytes; four capital hexadecimal digits.
 */
export const crc16 = (text: string): string => {
  let register = 0xffff
  for (const byte of utf8(text)) {
    register ^= byte << 8
    for (let bit = 0; bit < 8; bit++)
      register = register & 0x8000 ? ((register << 1) ^ 0x1021) & 0xffff : register << 1
  }
  return register.toString(16).toUpperCase().padStart(4, '0')
}
