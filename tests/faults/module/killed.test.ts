import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/give/outbox/database.ts'
import { entryOf } from '../../../src/give/testing/entry.ts'
import { dice as seeded } from './dice.ts'
import { reachIntoDisks, type Written } from './disk.ts'
import { Phone } from './phone.ts'
import { openDoors, within } from './realm.ts'
import { createWorld } from './world.ts'

openDoors()
reachIntoDisks()

/** Two tabs; the first adds an entry and is killed after so many steps, then the second adds one. */
const killedAfter = async (steps: number, seed: number) => {
  const world = createWorld(seeded(seed), Date.parse('2024-01-07T16:00:00Z'))
  const written: Written[] = []
  const phone = new Phone({
    world,
    name: 'phone',
    fetch: () => Promise.reject(new TypeError('no network')),
    locks: true,
    sync: false,
    wrote: (_tab, changes) => void written.push(...changes),
  })
  const [killed, other] = [phone.open(true), phone.open(true)]
  const told: string[] = []
  const add = (tab: typeof killed, id: string) =>
    within(tab, () => openDatabase().then((database) => database.add(entryOf({ id })))).then(
      // As people see it: a dead tab shows nothing, even where its last commit still lands.
      () => void (tab.dead || told.push(id)),
      () => undefined,
    )
  void add(killed, 'first')
  await world.run(() => world.steps >= steps, 60_000)
  killed.kill()
  const before = { told: [...told], steps: world.steps }
  void add(other, 'second')
  await world.run(() => told.includes('second'), 60_000)
  return { told, before, ids: phone.entries().map(({ id }) => id), written: written.map(({ id }) => id) }
}

it('a tab killed at any step has written all or nothing, says nothing any more, and holds nobody up', async () => {
  const [outcomes, confirmed] = [new Set<boolean>(), new Set<boolean>()]
  for (let steps = 0; steps < 40; steps++)
    for (const seed of [1, 2, 3]) {
      const { told, before, ids, written } = await killedAfter(steps, seed)
      expect(ids).toContain('second')
      expect([...ids].sort()).toEqual([...written].sort())
      expect(told.filter((id) => id === 'first')).toEqual(before.told)
      if (before.told.includes('first')) expect(ids).toContain('first')
      outcomes.add(ids.includes('first'))
      confirmed.add(before.told.includes('first'))
    }
  expect([outcomes.size, confirmed.size]).toEqual([2, 2])
})
