import { open, stat } from 'node:fs/promises'
import type { ByteSource } from '../../shared/pack/byte-source.ts'

/** A file on the disk, read a step at a time and open only while it is read: a pack may be made of thousands. @throws as `fs` does */
export const fileSource = async (path: string): Promise<ByteSource> => ({
  size: (await stat(path)).size,
  async read(offset, length) {
    const file = await open(path)
    try {
      const bytes = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    } finally {
      await file.close()
    }
  },
})
