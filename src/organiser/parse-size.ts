import { usageError } from './problems.ts'

const units: Record<string, number> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/**
 * Bytes of a size as a person writes it: `8MB`, `500 kb`, `1.5MB`, `4096`. KB, MB and GB are 1,024, 1,024² and 1,024³ bytes.
 * @param option, command name what is complained about
 * @throws CommandError for anything else, and for nothing at all
 */
export const parseSize = (text: string, option: string, command: string): number => {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?b|)$/i.exec(text.trim()) ?? []
  const bytes = Math.floor(Number(number) * (units[unit.toLowerCase()] ?? 1))
  if (number === '' || bytes < 1)
    throw usageError(`${option} takes a size such as 8MB or 500KB, not ${text}`, command)
  return bytes
}
