import { writeEdition } from '../../src/organiser/edition/write-edition.ts'
import { copyDemoSource } from '../../src/organiser/testing/source.ts'
import type { World } from './shell-world.ts'

const minute = 60_000
const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

/**
 * Puts the demo's edition with another programme into a world: a welcome from 15 minutes ago, an address from `minutes` ago on, as the demo's
 * broadcast, which replays, is always now.
 */
export const programmeNow = async (world: World, minutes: number): Promise<void> => {
  using source = copyDemoSource()
  const now = Date.now()
  source.write(
    'programme.csv',
    [
      'id,starts,seconds,title.en,title.ur,item',
      `welcome,${iso(now - 15 * minute)},${(15 - minutes) * 60},Welcome,خوش آمدید,`,
      `address,${iso(now - minutes * minute)},7200,The Chair’s address,صدر کا خطاب,`,
      '',
    ].join('\n'),
  )
  source.edit('event.yaml', '2027-01-09T19:00:00+05:00', iso(now - 20 * minute))
  source.edit('event.yaml', '2027-01-09T23:00:00+05:00', iso(now + 200 * minute))
  await writeEdition(world.edition, await source.build())
}
