import { beforeEach, expect, it, vi } from 'vitest'
import { updateOnConsent } from './update.ts'

const skipWaiting = vi.fn(async () => {})
const claim = vi.fn(async () => {})
let worker: EventTarget
beforeEach(() => {
  vi.clearAllMocks()
  worker = Object.assign(new EventTarget(), { skipWaiting, clients: { claim } })
  vi.stubGlobal('self', worker)
  updateOnConsent()
})

const tell = (data: unknown) => worker.dispatchEvent(new MessageEvent('message', { data }))

it('waits until the page says that the person agreed, whatever else is said', () => {
  for (const data of [null, undefined, 'SKIP_WAITING', {}, { type: 'skip' }, 7]) tell(data)
  expect(skipWaiting).not.toHaveBeenCalled()
  tell({ type: 'SKIP_WAITING' })
  expect(skipWaiting).toHaveBeenCalledOnce()
})

it('takes the open pages once it is active, so that the first visit is already kept', () => {
  const waitUntil = vi.fn()
  worker.dispatchEvent(Object.assign(new Event('activate'), { waitUntil }))
  expect(claim).toHaveBeenCalledOnce()
  expect(waitUntil).toHaveBeenCalledOnce()
})
