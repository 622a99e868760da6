import { expect, it, vi } from 'vitest'

const worker = new EventTarget()
vi.stubGlobal('self', worker)

it('asks for the network alone, and leaves everything as it is where the browser does not know how or refuses', async () => {
  const { bypass } = await import('./bypass.ts')
  bypass('/broadcast/*')
  const addRoutes = vi.fn(async () => undefined)
  worker.dispatchEvent(Object.assign(new Event('install'), { addRoutes }))
  expect(addRoutes).toHaveBeenCalledExactlyOnceWith({
    condition: { urlPattern: '/broadcast/*' },
    source: 'network',
  })
  worker.dispatchEvent(new Event('install'))
  worker.dispatchEvent(
    Object.assign(new Event('install'), { addRoutes: () => Promise.reject(new TypeError()) }),
  )
  // A rejection that nobody took would fail this test.
  await new Promise((resolve) => setTimeout(resolve))
})
