import { join } from 'node:path'
import { formatMultivariant, type Rates } from '../broadcast/multivariant.ts'
import { writeWhole } from './folder.ts'
import type { Lane } from './lane.ts'

/** The multivariant playlist of the lanes that have something to play; `null` while a voice has nothing. */
export const mainPlaylist = (
  lanes: readonly Pick<Lane, 'rung' | 'codec'>[],
  language: string,
): string | null => {
  if (lanes.some(({ rung, codec }) => rung.kind === 'voice' && codec === null)) return null
  const rates: Record<string, Rates> = {}
  for (const { rung, codec } of lanes) {
    if (codec === null) continue
    const { name, peak, average } = rung
    const size =
      rung.kind === 'picture' ? { width: rung.width, height: rung.height, frameRate: rung.frameRate } : {}
    rates[name] = { peak, average, codec, ...size }
  }
  return formatMultivariant(rates, [], language)
}

/**
 * Writes `main.m3u8` last of all: when every rendition is listed or, where pictures are late, when voice is; again when
 * the pictures have come. A folder that has one from an earlier run keeps it until then.
 *
 * It may be called while it still writes, on a disk that takes its time: one write follows the other.
 */
export const createMainWriter = (
  out: string,
  lanes: readonly Pick<Lane, 'rung' | 'codec'>[],
  language: string,
) => {
  let written = ''
  let work = Promise.resolve()
  const write = async (patient: boolean): Promise<void> => {
    if (patient && lanes.some(({ codec }) => codec === null)) return
    const text = mainPlaylist(lanes, language)
    if (text === null || text === written) return
    await writeWhole(join(out, 'main.m3u8'), text)
    written = text
  }
  return (patient: boolean): Promise<void> => {
    // What failed before was told to whom it was written for.
    work = work.catch(() => undefined).then(() => write(patient))
    return work
  }
}
