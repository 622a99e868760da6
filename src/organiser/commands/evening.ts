import { isIP } from 'node:net'
import { join } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { chooseWeather, type WeatherChoice } from '../evening/choose-weather.ts'
import { type Evening, type EveningOptions, openEvening, projectFolders } from '../evening/open-evening.ts'
import { parsePort } from '../evening/parse-port.ts'
import { closeOnSignal } from '../evening/until-signal.ts'
import { createPassphrases, passphraseOption } from '../keys/passphrases.ts'
import { usageError } from '../problems.ts'
import { attachKeys, help as keyList } from '../weather/keys.ts'

export const help = `
Usage: npm start [-- options]   or   npm run sada -- evening [options]

Serves the built app, the edition, the broadcast (a recording that goes out as if it were live)
and the donation gateway from one address, until Ctrl+C. On a terminal, keys spoil the link:
slow, cut, good again; --weather does so without one, and then reads keys from standard input.
Started again with the same data folder, the broadcast goes on where it was.

Options:
  --port <n>       port, 0 for any free one (default: PORT or 8080)
  --host <name>    address to listen on (default: 127.0.0.1; 0.0.0.0 for phones in the same network)
  --data <folder>  where donations are recorded (default: SADA_DATA or data); where DATABASE_URL
                   is postgres://…, that database keeps them instead, also for several gateways
  --keys <folder>  where the gateway's key is (default: the demo's)
  --passphrase-file <f>
                   file whose first line is that key's passphrase, if it has one (default:
                   SADA_PASSPHRASE_FILE; on a terminal it is asked for)
  --app, --edition, --broadcast <folder>
                   other folders to serve than the project's own
  --weather <w>    begin with a bad link: good, slow, edge, cut, reset, dead, or the file of a
                   recorded link, e.g. one of tests/fixtures/traces
  --trust-proxy <a,b>
                   addresses of reverse proxies in front, whose X-Forwarded-For is believed; say
                   them, or what many phones send cannot be told from what one sends
  --json           print one line, {"address": …}, and log to standard error

Cards are taken where STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET and SADA_APP (the app's address)
are set; docs/CARDS.md says how.

GET /metrics is for Prometheus on this machine; with SADA_METRICS_TOKEN set, for whoever sends it
as a bearer token.
`

const speaker = (evening: Evening) => ({
  label: "speaker: cut the speaker's own line, or mend it",
  run: () => {
    evening.toggleSpeaker().catch((error) => console.error(`sada: the cut is not remembered: ${error}`))
    return evening.replay.frozen ? 'speaker: cut off; the broadcast stands still' : 'speaker: goes on'
  },
})

const banner = (evening: Evening, log: string): string => `
Sada is at ${evening.address}

Try this:
  1. Open it in a browser, wait for "Ready offline", and install it if the browser offers to.
  2. Watch: the broadcast is live. Read: the manifesto, speeches, songs and films.
  3. Go offline: press Ctrl+C here, or tick Offline in the browser's network panel. Reload. Read on.
  4. Give, while offline. Start again with the same command: the donation is recorded, once.
  5. Read the ledger: ${evening.address}/v1/totals
${evening.weather ? `\nSpoil the link while you watch, by a key:\n${keyList({ f: speaker(evening) })}\n` : ''}
Everything in it is invented. Logs go to ${log}. Ctrl+C ends it.`

/** What every command that serves an evening understands. */
export const servingOptions = {
  port: { type: 'string', default: process.env.PORT || '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: process.env.SADA_DATA || 'data' },
  keys: { type: 'string', default: projectFolders.keys },
  app: { type: 'string', default: projectFolders.app },
  edition: { type: 'string', default: projectFolders.edition },
  weather: { type: 'string' },
  ...passphraseOption,
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig
type Serving = {
  [name in 'port' | 'host' | 'data' | 'keys' | 'app' | 'edition']: string
} & { weather?: string | undefined; 'passphrase-file'?: string | undefined; json: boolean }

/** Serves an evening until Ctrl+C. `command` is named where it is wrongly used. */
export const serveEvening = async (
  { port, weather: typed, json, 'passphrase-file': file, ...values }: Serving,
  command: string,
  show: Pick<
    EveningOptions,
    'broadcast' | 'rehearsal' | 'databaseUrl' | 'trustProxy' | 'metricsToken' | 'env'
  >,
): Promise<void> => {
  const logFile = join(values.data, 'gateway.log')
  const onTerminal = !json && process.stdin.isTTY && process.stdout.isTTY
  const weather: WeatherChoice | null =
    typed !== undefined ? await chooseWeather(typed, command) : onTerminal ? { preset: 'good' } : null
  const evening = await openEvening({
    ...values,
    ...show,
    port: parsePort(port, command),
    passphrases: createPassphrases({ file }),
    log: json ? 'stderr' : { file: logFile },
    weather,
  })
  closeOnSignal(evening.close, {
    closing: () => {
      if (!json) console.log('\nClosing: what is in work is finished first. Ctrl+C again ends it at once.')
    },
    failed: (error) => console.error(`sada: did not close cleanly: ${error}`),
  })
  console.log(json ? JSON.stringify({ address: evening.address }) : banner(evening, logFile))
  const say = (line: string): void => (json ? console.error(line) : console.log(line))
  if (evening.weather) attachKeys(evening.weather, process.stdin, say, { f: speaker(evening) })
}

/** Addresses and subnets, separated by commas. */
const parseProxies = (typed: string): string[] => {
  const all = typed.split(',').map((one) => one.trim())
  const wrong = all.find((one) => !isIP(one.replace(/\/\d{1,3}$/, '')))
  if (wrong !== undefined) throw usageError(`not an address of a proxy: ${wrong}`, 'evening')
  return all
}

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...servingOptions,
      broadcast: { type: 'string', default: projectFolders.broadcast },
      'trust-proxy': { type: 'string' },
    },
  })
  if (positionals.length > 0) throw usageError(`not understood: ${positionals.join(' ')}`, 'evening')
  const { broadcast, 'trust-proxy': proxies, ...serving } = values
  await serveEvening(serving, 'evening', {
    broadcast,
    databaseUrl: process.env.DATABASE_URL,
    metricsToken: process.env.SADA_METRICS_TOKEN,
    env: process.env,
    ...(proxies ? { trustProxy: parseProxies(proxies) } : {}),
  })
}
