import type { Joined } from './frames.ts'
import { openCodeReader } from './scan.ts'

/** Largest text file looked into, bytes: a donation's line is 22 kB at most; a courier's file of receipts has one of half a kilobyte each. */
export const largestText = 256 * 1024
/** Largest photograph, bytes. */
const largestPicture = 32 * 1024 * 1024

/** What files brought: texts to be judged, and what is to be said of those that brought none. */
export interface FilesRead {
  texts: string[]
  troubles: Set<'tooLarge' | 'noCode' | 'noReader'>
  /** Parts of a set of codes that are here so far. */
  progress: { have: number; of: number } | null
}

const codesIn = async (picture: Blob): Promise<string[]> => {
  const read = await openCodeReader()
  const bitmap = await createImageBitmap(picture)
  try {
    return await read(bitmap)
  } finally {
    bitmap.close()
  }
}

/** Reads text files, and photographs or screenshots of codes. Never rejects. */
export const readFiles = async (
  files: readonly File[],
  join: (read: string) => Promise<Joined>,
): Promise<FilesRead> => {
  const found: FilesRead = { texts: [], troubles: new Set(), progress: null }
  for (const file of files) {
    const isPicture = file.type.startsWith('image/')
    if (file.size > (isPicture ? largestPicture : largestText)) found.troubles.add('tooLarge')
    else if (!isPicture) found.texts.push(await file.text().catch(() => ''))
    else {
      // A picture that cannot be opened has no code either; a reader that is not here is another matter.
      const codes = await codesIn(file).catch((error: unknown) => (error instanceof TypeError ? null : []))
      if (!codes) found.troubles.add('noReader')
      else if (codes.length === 0) found.troubles.add('noCode')
      for (const code of codes ?? []) {
        const joined = await join(code)
        if (joined.kind === 'whole') found.texts.push(joined.text)
        found.progress = joined.kind === 'parts' ? joined : null
      }
    }
  }
  return found
}
