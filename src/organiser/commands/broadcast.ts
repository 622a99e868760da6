import { parseArgs } from 'node:util'
import { openCast } from '../cast/cast.ts'
import { diskFree } from '../cast/folder.ts'
import { parseInput } from '../cast/input.ts'
import { statusLine, statusOf, summary } from '../cast/status.ts'
import { closeOnSignal } from '../evening/until-signal.ts'
import { usageError } from '../problems.ts'

export const help = `
Usage: npm run sada -- broadcast <input> --out <folder> [options]

Makes the live broadcast with the system's ffmpeg: voice at 20 and 48 kbit/s beside pictures of
256x144 and 426x240 and a still, in HLS segments, as plain files that any web server, object store
or CDN can serve. Voice comes first: it has a process of its own, and pictures that the machine
cannot keep up with are left out while the voice goes on. An input or encoder that dies is started
again. A folder that holds a broadcast is gone on with; nothing that was said is overwritten.
Ctrl+C ends the broadcast and tells the players so.

Inputs:
  <file>                             at its own pace, as if live
  rtmp://… srt://… https://…         a stream; --listen to wait for an encoder that sends RTMP here
  -                                  standard input, whatever ffmpeg can read from a pipe
  device:<format>:<name>[+<format>:<name>]
                                     picture and sound, e.g. device:v4l2:/dev/video0+alsa:default
  lavfi:<graph>                      a test input, e.g. 'lavfi:testsrc=r=25[out0];sine[out1]'

Options:
  --out <folder>    where it goes; main.m3u8 in it is what players open
  --segment <n>     seconds a segment, 2 to 4 (default: 4; fewer bytes a poll, and a link's best friend)
  --language <tag>  of the voice (default: en)
  --voice-only      no pictures at all
  --listen          wait for the sender instead of calling it (RTMP; SRT: add ?mode=listener)

Serve it with compression for .m3u8 and no caching of it; segments may be cached for ever.
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      segment: { type: 'string', default: '4' },
      language: { type: 'string', default: 'en' },
      'voice-only': { type: 'boolean', default: false },
      listen: { type: 'boolean', default: false },
    },
  })
  const [typed, ...rest] = positionals
  if (typed === undefined || rest.length > 0) throw usageError('name one input', 'broadcast')
  const { out, segment, language } = values
  if (!out) throw usageError('say where it goes: --out <folder>', 'broadcast')
  if (!/^[234]$/.test(segment)) throw usageError(`not a segment length: ${segment} (2 to 4)`, 'broadcast')
  if (!/^[a-zA-Z0-9-]{2,35}$/.test(language)) throw usageError(`not a language: ${language}`, 'broadcast')

  const input = parseInput(typed, { listen: values.listen })
  const onTerminal = process.stdout.isTTY
  const wipe = () => {
    if (onTerminal) process.stdout.write('\r\x1b[K')
  }
  const cast = await openCast({
    input,
    out,
    language,
    segmentSeconds: Number(segment),
    voiceOnly: values['voice-only'],
    log: (line) => {
      wipe()
      console.error(line)
    },
  })
  const began = Date.now()
  const status = async () => statusOf(cast, began, Date.now(), await diskFree(out))
  console.log(`Broadcasting ${typed} to ${out}. Ctrl+C ends it.`)
  const show = async () => {
    const line = statusLine(await status())
    if (onTerminal) process.stdout.write(`\r\x1b[K${line.slice(0, Math.max(20, process.stdout.columns - 1))}`)
    else console.log(line)
  }
  const timer = setInterval(() => void show(), onTerminal ? 1000 : 10_000)
  const over = cast.done
    .finally(() => {
      clearInterval(timer)
      wipe()
    })
    .then(async () => console.log(summary(await status(), out, cast.before)))
  closeOnSignal(
    () => {
      cast.stop()
      return over
    },
    {
      closing: () => {
        wipe()
        console.log('Ending: what was heard is still sent. Ctrl+C again ends it at once.')
      },
      failed: (error) => console.error(`sada: ${error instanceof Error ? error.message : error}`),
    },
  )
  await over
}
