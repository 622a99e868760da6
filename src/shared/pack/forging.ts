import { type Bytes, concat, utf8 } from '../bytes.ts'
import { crc32 } from './crc32.ts'
import { centralHeader, endRecord, localHeader } from './zip-records.ts'

/** For tests only: one file of a ZIP as a forger would write it: any local header, content and entry of the directory. */
export interface ForgedPart {
  local: Bytes
  content: Bytes
  central: (offset: number) => Bytes
}

/** For tests only: an honest part, or one that is called `centralName` in the directory. */
export const part = (name: string, content = utf8('text'), centralName = name): ForgedPart => {
  const entry = { name, size: content.length, crc32: crc32(content), offset: 0 }
  return {
    local: localHeader(entry),
    content,
    central: (offset) => centralHeader({ ...entry, name: centralName, offset }),
  }
}

/** For tests only: a part under a name `localHeader` would not write; the name is `written` as UTF-8 in both places. */
export const partNamed = (written: string, content = utf8('text')): ForgedPart => {
  const name = utf8(written)
  const ascii = part('q'.repeat(name.length), content)
  return {
    ...ascii,
    local: patched(ascii.local, 30, ...name),
    central: (offset) => patched(ascii.central(offset), 46, ...name),
  }
}

/** For tests only: a ZIP of parts, with `gap` bytes hidden before its directory and the count it claims. */
export const forge = (
  parts: readonly ForgedPart[],
  { gap = 0, count = parts.length, prefix = utf8('') } = {},
): Bytes => {
  const body: Bytes[] = []
  const directory: Bytes[] = []
  let offset = prefix.length
  for (const { local, content, central } of parts) {
    directory.push(central(offset))
    body.push(local, content)
    offset += local.length + content.length
  }
  const central = concat(...directory)
  return concat(prefix, ...body, new Uint8Array(gap), central, endRecord(count, central.length, offset + gap))
}

/** For tests only: `bytes` with `values` from `at` on. */
export const patched = (bytes: Bytes, at: number, ...values: number[]): Bytes => {
  const copy = bytes.slice()
  copy.set(values, at)
  return copy
}
