import { once } from 'node:events'
import { createServer, Socket } from 'node:net'
import { createLane, type Lane } from './lane.ts'
import { createLink, type LinkStats } from './link.ts'
import { type PresetName, presets } from './presets.ts'
import { outageOf, stepAt, type Trace, type Weather } from './trace.ts'

export interface WeatherOptions {
  upstream: { host: string; port: number }
  host?: string
  /** 0 for any free port. */
  port?: number
  /** Round trip added to every exchange, and twice more to a new connection (TCP and TLS handshakes). */
  rttMs?: number
  /** For presets that draw bursts. */
  seed?: number
}

export interface WeatherStats {
  down: LinkStats
  up: LinkStats
  /** Connections accepted so far, and open now. */
  accepted: number
  open: number
}

/** A TCP proxy behind which all connections share one bad link, whatever they speak. */
export interface WeatherServer {
  /** `http://host:port` of the proxy. */
  readonly address: string
  readonly port: number
  /** The weather of this moment. */
  readonly current: Weather
  /** Steady weather from now on; ends a trace. */
  set(weather: Weather): void
  /** Plays a trace from its start, over and over, until other weather is set. */
  follow(trace: Trace): void
  use(preset: PresetName): void
  stats(): WeatherStats
  /** Ends all connections and stops listening. */
  close(): Promise<void>
}

interface Connection {
  reset(): void
  die(): void
  destroy(): void
}

/** Listens; rejects where the port is taken. Starts in good weather. */
export const createWeather = async (options: WeatherOptions): Promise<WeatherServer> => {
  const { upstream, host = '127.0.0.1', port = 0, rttMs = 0, seed = 1 } = options
  const down = createLink<Lane>((lane, bytes) => lane.pass(bytes))
  const up = createLink<Lane>((lane, bytes) => lane.pass(bytes))
  const connections = new Set<Connection>()
  /** Connections made during an outage; they reach the server when it ends. */
  const waiting = new Set<() => void>()
  let accepted = 0
  let current: Weather = { kbps: null }
  let next: NodeJS.Timeout | undefined

  const connect = (client: Socket): void => {
    accepted++
    const server = new Socket({ allowHalfOpen: true })
    client.setNoDelay(true)
    server.setNoDelay(true)
    const upward = createLane(client, server, up, rttMs / 2)
    const lanes = [upward, createLane(server, client, down, rttMs / 2)]
    up.hold(upward)
    const reach = () => {
      server.connect(upstream.port, upstream.host, () => up.release(upward))
    }
    const handshake = setTimeout(() => {
      if (outageOf(current)) waiting.add(reach)
      else reach()
    }, rttMs * 2)
    const leave = () => {
      clearTimeout(handshake)
      waiting.delete(reach)
      for (const lane of lanes) lane.stop()
    }
    const connection: Connection = {
      reset() {
        leave()
        server.destroy()
        client.resetAndDestroy()
      },
      die() {
        leave()
        server.destroy()
        // What the client still sends is lost on the way; its own closing is all that is noticed.
        client.resume()
        client.once('end', () => client.destroy())
      },
      destroy() {
        leave()
        server.destroy()
        client.destroy()
      },
    }
    let alive = true
    client.on('error', () => client.destroy())
    client.on('close', () => {
      alive = false
      connections.delete(connection)
      connection.destroy()
    })
    // A server that refuses or resets is passed on; one that merely ends has been, by its lane.
    server.on('error', () => {
      if (alive && connections.has(connection)) connection.reset()
    })
    connections.add(connection)
  }

  const apply = (weather: Weather): void => {
    const before = outageOf(current)
    const outage = outageOf(weather)
    current = weather
    const kbps = outage ? 0 : weather.kbps
    if (outage && outage !== before)
      for (const connection of [...connections]) {
        if (outage === 'reset') connection.reset()
        if (outage === 'dead') connection.die()
      }
    down.rate(kbps)
    up.rate(kbps)
    if (outage) return
    for (const reach of [...waiting]) reach()
    waiting.clear()
  }

  const set = (weather: Weather): void => {
    clearTimeout(next)
    apply(weather)
  }
  const follow = (trace: Trace): void => {
    const start = performance.now()
    const play = () => {
      // Asked of the clock each time, so that late timers add up to nothing.
      const { step, left } = stepAt(trace, performance.now() - start)
      apply({ kbps: step.kbps, outage: step.outage })
      next = setTimeout(play, Math.max(1, left))
    }
    clearTimeout(next)
    play()
  }

  const listener = createServer({ allowHalfOpen: true }, connect)
  listener.listen(port, host)
  try {
    await once(listener, 'listening')
  } catch (error) {
    // Else their clocks would keep the process alive.
    down.close()
    up.close()
    throw error
  }
  const bound = listener.address()
  if (!bound || typeof bound === 'string') throw new Error('the weather has no port')

  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    port: bound.port,
    get current() {
      return current
    },
    set,
    follow,
    use(preset) {
      const { weather } = presets[preset]
      if (typeof weather === 'function') follow(weather(seed))
      else set(weather)
    },
    stats: () => ({ down: down.stats(), up: up.stats(), accepted, open: connections.size }),
    async close() {
      clearTimeout(next)
      const closed = once(listener, 'close')
      listener.close()
      for (const connection of [...connections]) connection.destroy()
      down.close()
      up.close()
      await closed
    },
  }
}
