import { type Driver, DriverError, type Handle } from './driver.ts'
import { sourceOf, toMiddle } from './in-page.ts'

/** WebDriver (W3C): commands as HTTP requests, answers as JSON. */
export interface WebDriver {
  post(path: string, body?: object): Promise<unknown>
  get(path: string): Promise<unknown>
  delete(path: string): Promise<unknown>
}

/** @param address of the driver, `http://127.0.0.1:port` */
export const connectWebDriver = (address: string): WebDriver => {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(address + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null }
    if (!answer.ok) throw new DriverError(`${value?.error}: ${value?.message}`)
    return value
  }
  return {
    post: (path, body = {}) => ask('POST', path, body),
    get: (path) => ask('GET', path),
    delete: (path) => ask('DELETE', path),
  }
}

/** The name by which WebDriver knows elements among values (section 12.2 of the specification). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** A browser that speaks classic WebDriver, as journeys use it. @param end ends the browser's process */
export const classicDriver = async (
  wire: WebDriver,
  wanted: object,
  end: () => Promise<void>,
): Promise<Driver> => {
  const started = (await wire.post('/session', { capabilities: { alwaysMatch: wanted } })) as {
    sessionId: string
    capabilities: Record<string, string>
  }
  const at = `/session/${started.sessionId}`
  const { browserName, browserVersion } = started.capabilities
  await wire.post(`${at}/timeouts`, { script: 60_000, pageLoad: 60_000 })

  const element = ({ id }: Handle) => `${at}/element/${encodeURIComponent(id)}`
  return {
    name: `${browserName} ${browserVersion}`,
    complaints: null,
    async go(url) {
      await wire.post(`${at}/url`, { url })
    },
    async reload() {
      await wire.post(`${at}/refresh`)
    },
    async call(work, ...values) {
      const script = `const done = arguments[1]; (${sourceOf(work, true)})(arguments[0]).then((text) => done({ text }), (error) => done({ error: String(error) }))`
      const answer = (await wire.post(`${at}/execute/async`, { script, args: [JSON.stringify(values)] })) as {
        text?: string | null
        error?: string
      }
      if (answer.error !== undefined) throw new DriverError(answer.error)
      return answer.text ? JSON.parse(answer.text) : undefined
    },
    async find(work, ...values) {
      const script = `return (${sourceOf(work, false)})(arguments[0])`
      const found = (await wire.post(`${at}/execute/sync`, {
        script,
        args: [JSON.stringify(values)],
      })) as Record<string, string> | null
      const id = found?.[elementKey]
      return id === undefined ? null : { id }
    },
    async tap(handle) {
      const args = [{ [elementKey]: handle.id }]
      await wire.post(`${at}/execute/sync`, { script: `(${toMiddle})(arguments[0])`, args })
      await wire.post(`${element(handle)}/click`)
    },
    async type(handle, text) {
      await wire.post(`${element(handle)}/value`, { text })
    },
    async attach(handle, path) {
      await wire.post(`${element(handle)}/value`, { text: path })
    },
    async screenshot() {
      return Buffer.from(String(await wire.get(`${at}/screenshot`)), 'base64')
    },
    async freshTab() {
      const { handle } = (await wire.post(`${at}/window/new`, { type: 'tab' })) as { handle: string }
      await wire.delete(`${at}/window`)
      await wire.post(`${at}/window`, { handle })
    },
    async close() {
      await wire.delete(at).catch(() => undefined)
      await end()
    },
  }
}
