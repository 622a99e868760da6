import { expect, it, vi } from 'vitest'
import { withLock } from './import-lock.ts'

type Locks = Pick<LockManager, 'request'>
const never = new AbortController().signal

/** As Chromium answers where all of a site's storage is blocked. */
const refusing: Locks = {
  request: async () => {
    throw new DOMException('The request was denied.', 'SecurityError')
  },
}
const granting = {
  request: async (_name: string, _options: LockOptions, work: () => Promise<unknown>) => work(),
} as unknown as Locks

it('imports without a lock where the browser refuses locks along with storage', async () => {
  expect(await withLock(refusing, never, async () => 'imported')).toBe('imported')
})

it('hands on what the work throws, and never does it twice', async () => {
  const work = vi.fn(async () => {
    throw new DOMException('no', 'SecurityError')
  })
  await expect(withLock(granting, never, work)).rejects.toThrow('no')
  expect(work).toHaveBeenCalledOnce()
})

it('does nothing once cancelled while waiting', async () => {
  const abort = new AbortController()
  const work = vi.fn(async () => 'imported')
  const waiting: Locks = {
    request: async () => {
      abort.abort(new DOMException('stop', 'AbortError'))
      throw abort.signal.reason
    },
  }
  await expect(withLock(waiting, abort.signal, work)).rejects.toThrow('stop')
  expect(work).not.toHaveBeenCalled()
})
