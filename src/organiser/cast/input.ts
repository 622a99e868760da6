import { usageError } from '../problems.ts'

/** Where the programme comes from. */
export interface Input {
  kind: 'file' | 'url' | 'device' | 'stdin' | 'lavfi'
  /** As typed, for messages. */
  typed: string
  /** ffmpeg's arguments up to and with `-i`; more than one input where sound comes from a device of its own. */
  inputs: readonly (readonly string[])[]
}

/** A link that is silent for so long is taken for dead, microseconds (ffmpeg's `-rw_timeout`). */
const silentMicroseconds = '15000000'

/**
 * Reads an input as typed: a file, a URL (`rtmp://`, `srt://`, `http://` …), `-` for standard input,
 * `device:<format>:<name>` (two joined by `+`: picture, then sound) or `lavfi:<graph>` with outputs `[out0]`, `[out1]`.
 * Files and graphs are read at their own pace, as if live.
 * @throws CommandError (usage) for an empty or malformed one
 */
export const parseInput = (typed: string, { listen = false } = {}): Input => {
  if (typed === '-') return { kind: 'stdin', typed, inputs: [['-i', 'pipe:0']] }
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.]+):(.*)$/is.exec(typed) ?? []
  if (scheme === 'lavfi') {
    if (!rest) throw usageError('lavfi: needs a filter graph', 'broadcast')
    return { kind: 'lavfi', typed, inputs: [['-re', '-f', 'lavfi', '-i', rest]] }
  }
  if (scheme === 'device') {
    const inputs = rest.split('+').map((one) => {
      const [, format, name] = /^([a-z0-9_]+):(.+)$/.exec(one) ?? []
      if (!format || !name) throw usageError(`not a device: ${one} (device:<format>:<name>)`, 'broadcast')
      return ['-thread_queue_size', '512', '-f', format, '-i', name]
    })
    return { kind: 'device', typed, inputs }
  }
  if (scheme && rest.startsWith('//')) {
    const patient = listen || !/^(rtmps?|https?|tcp)$/i.test(scheme)
    const options = [
      ...(listen ? ['-listen', '1'] : []),
      ...(patient ? [] : ['-rw_timeout', silentMicroseconds]),
    ]
    return { kind: 'url', typed, inputs: [[...options, '-i', typed]] }
  }
  if (typed === '') throw usageError('name one input', 'broadcast')
  return { kind: 'file', typed, inputs: [['-re', '-i', `file:${typed}`]] }
}

/** The input `seconds` after its start: a file goes on where its reader died, everything else is live. */
export const resumed = (input: Input, seconds: number): Input =>
  input.kind === 'file' && seconds > 0
    ? { ...input, inputs: input.inputs.map((args) => ['-ss', seconds.toFixed(3), ...args]) }
    : input
