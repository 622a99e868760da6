/** One tab of a Chromium, spoken to by its DevTools alone: nothing pretends to it, so that it is hidden when it is. */
export interface Tab {
  readonly id: string
  /** What an expression comes to, promises waited for. */
  evaluate<T>(expression: string): Promise<T>
  /** Rejects where the tab, or its browser, ends before it answers. */
  send(method: string, params?: object): Promise<unknown>
  /** Hears of an event, e.g. `Runtime.bindingCalled`, whose domain was enabled. */
  on(method: string, heard: (params: Record<string, unknown>) => void): void
  /** Lets go of it; the tab goes on. */
  close(): void
}

interface Target {
  id: string
  type: string
  webSocketDebuggerUrl: string
}

const ask = async <T>(port: number, path: string, method = 'GET'): Promise<T> =>
  (await fetch(`http://127.0.0.1:${port}/json/${path}`, { method })).json() as Promise<T>

const connect = async ({ id, webSocketDebuggerUrl }: Target): Promise<Tab> => {
  const socket = new WebSocket(webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const asked = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>()
  const events = new Map<string, (params: Record<string, unknown>) => void>()
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data))
    if (answer.id === undefined) events.get(answer.method)?.(answer.params)
    asked.get(answer.id)?.(answer)
    asked.delete(answer.id)
  }
  socket.onclose = () => {
    for (const tell of asked.values()) tell({ error: { message: 'the tab is gone' } })
    asked.clear()
  }
  let last = 0
  const send = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the tab is gone'))
      const number = ++last
      asked.set(number, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)))
      socket.send(JSON.stringify({ id: number, method, params }))
    })
  return {
    id,
    send,
    on: (method, heard) => void events.set(method, heard),
    close: () => socket.close(),
    async evaluate(expression) {
      const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
      const { result } = (await send('Runtime.evaluate', params)) as { result: { value: never } }
      return result.value
    },
  }
}

/** The tab that is open already. */
export const firstTab = async (port: number): Promise<Tab> => {
  const page = (await ask<Target[]>(port, 'list')).find(({ type }) => type === 'page')
  if (!page) throw new Error('Chromium has no tab')
  return connect(page)
}

/** The browser itself: its processes, its windows. */
export const wholeBrowser = async (port: number): Promise<Tab> => connect(await ask(port, 'version'))

/** The service worker that runs, if one does. */
export const runningWorker = async (port: number): Promise<Tab | null> => {
  const worker = (await ask<Target[]>(port, 'list')).find(({ type }) => type === 'service_worker')
  return worker ? connect(worker) : null
}

/** Opens another tab, in front. */
export const newTab = async (port: number): Promise<Tab> => connect(await ask(port, 'new?about:blank', 'PUT'))

/** Brings a tab to the front. */
export const bringToFront = async (port: number, { id }: Tab): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/json/activate/${id}`)
}
