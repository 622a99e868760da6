import { type Driver, DriverError, type Handle, viewport } from './driver.ts'
import { sourceOf, toMiddle } from './in-page.ts'

/** WebDriver BiDi (W3C): commands and events as JSON over one WebSocket. */
export interface Bidi {
  send(method: string, params?: object): Promise<Record<string, unknown>>
  on(event: string, told: (params: Record<string, unknown>) => void): void
  close(): void
}

/** @param address as the browser printed it, `ws://127.0.0.1:port` */
export const connectBidi = async (address: string): Promise<Bidi> => {
  const socket = new WebSocket(`${address}/session`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new DriverError(`no answer from ${address}`)), {
      once: true,
    })
  })
  const waiting = new Map<
    number,
    { resolve(result: Record<string, unknown>): void; reject(error: Error): void }
  >()
  const listeners = new Map<string, (params: Record<string, unknown>) => void>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data))
    if (message.type === 'event') return listeners.get(message.method)?.(message.params)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'success') asked?.resolve(message.result)
    else asked?.reject(new DriverError(`${message.error}: ${message.message}`))
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new DriverError('the browser closed its connection'))
    waiting.clear()
  })
  return {
    send(method, params = {}) {
      const id = ++last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        socket.send(JSON.stringify({ id, method, params }))
      })
    },
    on: (event, told) => listeners.set(event, told),
    close: () => socket.close(),
  }
}

interface Evaluated {
  type: 'success' | 'exception'
  result?: { type: string; value?: unknown; sharedId?: string }
  exceptionDetails?: { text: string }
}

/** What Firefox says of files that were still coming when a page was left: the worker's answer has nobody to go to any more. */
const leftBehind = /A ServiceWorker intercepted the request and encountered an unexpected error/

const primary = { pointerType: 'mouse' }

/** A browser that speaks BiDi, as journeys use it. @param end ends the browser's process */
export const bidiDriver = async (bidi: Bidi, end: () => Promise<void>): Promise<Driver> => {
  const session = await bidi.send('session.new', { capabilities: {} })
  const { browserName, browserVersion } = session['capabilities'] as Record<string, string>
  const complaints: string[] = []
  bidi.on('log.entryAdded', ({ level, text }) => {
    if (level === 'error' && !leftBehind.test(String(text))) complaints.push(String(text))
  })
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] })

  let context = ''
  const use = async (chosen: string) => {
    context = chosen
    await bidi.send('browsingContext.setViewport', { context, viewport, devicePixelRatio: 2 })
  }
  const { contexts } = await bidi.send('browsingContext.getTree')
  await use((contexts as { context: string }[])[0]?.context ?? '')

  const evaluate = async (work: (...values: never[]) => unknown, values: unknown[], json: boolean) => {
    const answer = (await bidi.send('script.callFunction', {
      functionDeclaration: sourceOf(work, json),
      arguments: [{ type: 'string', value: JSON.stringify(values) }],
      target: { context },
      awaitPromise: true,
      userActivation: false,
    })) as unknown as Evaluated
    if (answer.type === 'exception')
      throw new DriverError(answer.exceptionDetails?.text ?? 'exception in the page')
    return answer.result
  }
  const act = (actions: object[]) => bidi.send('input.performActions', { context, actions })

  return {
    name: `${browserName} ${browserVersion}`,
    complaints,
    async go(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async reload() {
      await bidi.send('browsingContext.reload', { context, wait: 'complete' })
    },
    async call(work, ...values) {
      const result = await evaluate(work, values, true)
      return typeof result?.value === 'string' ? JSON.parse(result.value) : undefined
    },
    async find(work, ...values) {
      const result = await evaluate(work, values, false)
      return result?.sharedId ? { id: result.sharedId } : null
    },
    async tap({ id }: Handle) {
      await bidi.send('script.callFunction', {
        functionDeclaration: String(toMiddle),
        arguments: [{ sharedId: id }],
        target: { context },
        awaitPromise: false,
      })
      const origin = { type: 'element', element: { sharedId: id } }
      const moves = [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]
      await act([{ type: 'pointer', id: 'finger', parameters: primary, actions: moves }])
    },
    async type(_, text) {
      const actions = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
      await act([{ type: 'key', id: 'keys', actions }])
    },
    async attach({ id }, path) {
      await bidi.send('input.setFiles', { context, element: { sharedId: id }, files: [path] })
    },
    async screenshot() {
      const { data } = await bidi.send('browsingContext.captureScreenshot', { context })
      return Buffer.from(String(data), 'base64')
    },
    async freshTab() {
      const old = context
      const made = await bidi.send('browsingContext.create', { type: 'tab' })
      await bidi.send('browsingContext.close', { context: old })
      await use(String(made['context']))
    },
    async close() {
      bidi.close()
      await end()
    },
  }
}
