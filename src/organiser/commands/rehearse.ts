import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { onlyWord, usageError } from '../problems.ts'
import { serveEvening, servingOptions } from './evening.ts'

export const help = `
Usage: npm run sada -- rehearse <folder> [options]

Replays a recorded broadcast as if it were live, from its start and round again, with the app, the
edition and a gateway of its own around it: a dress rehearsal on the material of the evening. The
folder is one that "sada broadcast" wrote, or a recording like public/broadcast. Keys spoil the link
and cut the speaker as in an evening. Build the app first: npm run build.

Options:
  --speed <n>      minutes of programme a minute, 1 to 4 (default: 1); dates then run ahead of the clock
  --past <s>       seconds that have gone out when it begins (default: 60)
  --data <folder>  where its donations are recorded (default: rehearsal in SADA_DATA or data)
  --port, --host, --keys, --passphrase-file, --app, --edition, --weather, --json
                   as in: npm run sada -- evening --help
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...servingOptions,
      data: { type: 'string', default: join(servingOptions.data.default, 'rehearsal') },
      speed: { type: 'string', default: '1' },
      past: { type: 'string', default: '60' },
    },
  })
  const folder = onlyWord(positionals, 'name one folder', 'rehearse')
  const { speed, past, ...serving } = values
  if (!/^[1-4](\.\d+)?$/.test(speed) || Number(speed) > 4)
    throw usageError(`not a speed: ${speed} (1 to 4)`, 'rehearse')
  if (!/^\d{1,5}$/.test(past)) throw usageError(`not seconds: ${past} (0 to 99999)`, 'rehearse')
  const rehearsal = { speed: Number(speed), pastSeconds: Number(past) }
  await serveEvening(serving, 'rehearse', { broadcast: folder, rehearsal })
}
