import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Evening, openEvening, projectFolders } from '../../src/organiser/evening/open-evening.ts'
import { runToEnd } from '../../src/organiser/testing/command.ts'
import { copyDemoSource, demoKeys } from '../../src/organiser/testing/source.ts'
import { createFaultyMirror, type FaultyMirror, type Own } from './faulty-mirror.ts'

/** An evening whose signed edition names several mirrors of the broadcast, each on a port of its own and with faults of its own. */
export interface MirroredEvening {
  /** Where the app is. */
  readonly address: string
  readonly evening: Evening
  readonly mirrors: readonly FaultyMirror[]
  remove(): Promise<void>
}

/** @param own what the mirrors answer by themselves */
export const openMirroredEvening = async (count: number, own?: Own): Promise<MirroredEvening> => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-mirrors-'))
  let evening: Evening | null = null
  const mirrors = await Promise.all(
    Array.from({ length: count }, () => createFaultyMirror(() => evening?.address ?? '', own)),
  )
  using source = copyDemoSource()
  const broadcasts = mirrors.map(({ address }) => `${address}/broadcast/main.m3u8`)
  source.edit('edition.yaml', 'broadcasts: [/broadcast/main.m3u8]', `broadcasts: [${broadcasts.join(', ')}]`)
  const edition = join(folder, 'edition')
  const { code, err } = await runToEnd([
    'edition',
    'build',
    source.folder,
    '--keys',
    demoKeys,
    '--out',
    edition,
  ])
  if (code !== 0) throw new Error(`the edition was not built: ${err}`)
  const opened = await openEvening({
    ...projectFolders,
    ...{ host: '127.0.0.1', port: 0, edition, data: join(folder, 'data') },
    log: { file: join(folder, 'gateway.log') },
  })
  evening = opened
  return {
    address: opened.address,
    evening: opened,
    mirrors,
    async remove() {
      for (const mirror of mirrors) await mirror.close()
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
