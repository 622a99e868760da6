import { afterEach, beforeEach, expect, it } from 'vitest'
import { donations, start, temporaryFolder } from '../../gateway/testing/world.ts'
import { runToEnd } from '../testing/command.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(async () => {
  folder = temporaryFolder()
  const running = await start({ data: `${folder.path}/data` })
  await running.post({ donations: await donations(3) })
  await running.gateway.close()
})
afterEach(() => folder[Symbol.dispose]())

it('backs the ledger up and puts it back, saying what it holds', async () => {
  const [data, copy, other] = ['data', 'copy.sqlite', 'other'].map((name) => `${folder.path}/${name}`)
  const backup = await runToEnd(['gateway', 'backup', copy!], { SADA_DATA: data! })
  expect([backup.code, backup.err]).toEqual([0, ''])
  expect(backup.out).toContain('3 donations with their receipts, 0 payments')
  expect(backup.out).toContain('PKR: 3 donations, promised Rs')
  const restore = await runToEnd(['gateway', 'restore', copy!, '--data', other!, '--json'])
  expect([restore.code, restore.err]).toEqual([0, ''])
  expect(JSON.parse(restore.out)).toEqual({
    data: other,
    donations: 3,
    payments: 0,
    totals: [{ currency: 'PKR', donations: 3, pledged: 450_000, paid: 0 }],
    faults: [],
  })
  const again = await runToEnd(['gateway', 'restore', copy!, '--data', other!])
  expect(again.code).toBe(1)
  expect(again.err).toMatch(/is there already.*\nNothing was put there\./)
})

it('leaves a ledger on PostgreSQL to its own tools', async () => {
  const { code, err } = await runToEnd(['gateway', 'backup', `${folder.path}/copy`], {
    DATABASE_URL: 'postgres://localhost/sada',
  })
  expect(code).toBe(1)
  expect(err).toContain('pg_dump')
})
