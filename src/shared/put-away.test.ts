import 'fake-indexeddb/auto'
import { deleteDB, type IDBPDatabase, openDB, unwrap } from 'idb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { abortWhenPutAway } from './put-away.ts'

const page = new EventTarget()
vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
const leave = (persisted: boolean) => page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }))

let database: IDBPDatabase
beforeEach(async () => {
  database = await openDB('put-away', 1, { upgrade: (made) => void made.createObjectStore('things') })
  abortWhenPutAway(unwrap(database))
})
afterEach(async () => {
  database.close()
  await deleteDB('put-away')
})

it('aborts what is open when the page is put away, and leaves nothing of it', async () => {
  const transaction = database.transaction('things', 'readwrite')
  const outcome = Promise.allSettled([transaction.store.put(1, 'a'), transaction.done])
  const reading = database.transaction('things')
  const read = Promise.allSettled([reading.store.get('a'), reading.done])
  leave(true)
  for (const one of [await outcome, await read])
    expect(one.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  // Shown again, the page goes on.
  await database.put('things', 2, 'a')
  expect(await database.get('things', 'a')).toBe(2)
})

it('leaves alone what a page that is closed for good has begun, what has ended and what was committed', async () => {
  const transaction = database.transaction('things', 'readwrite')
  const put = transaction.store.put(1, 'a')
  leave(false)
  await Promise.all([put, transaction.done])
  leave(true)
  const committed = database.transaction('things', 'readwrite')
  const asked = [committed.store.put(2, 'a'), committed.done]
  committed.commit()
  leave(true)
  await Promise.all(asked)
  expect(await database.get('things', 'a')).toBe(2)
})
