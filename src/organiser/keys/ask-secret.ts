/** What a secret is typed into: standard input of a terminal, or a test's. */
export interface SecretTerminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown }
  output: { write(text: string): unknown }
}

/**
 * One line from a terminal that does not show it. The prompt goes where results do not.
 * @returns `null` where the person gave up (Ctrl+C, Ctrl+D)
 */
export const askSecret = (
  prompt: string,
  { input, output }: SecretTerminal = { input: process.stdin, output: process.stderr },
): Promise<string | null> =>
  new Promise((resolve) => {
    output.write(prompt)
    input.setRawMode?.(true)
    input.resume()
    let bytes: Buffer = Buffer.alloc(0)
    const end = (answer: string | null, rest?: Buffer) => {
      input.off('data', take)
      input.off('end', gone)
      input.setRawMode?.(false)
      input.pause()
      // What was typed ahead belongs to the next question.
      if (rest && rest.length > 0) input.unshift(rest)
      output.write('\n')
      resolve(answer)
    }
    const gone = () => end(null)
    const take = (chunk: Buffer | string) => {
      const typed = Buffer.from(chunk)
      for (const [index, byte] of typed.entries()) {
        if (byte === 0x0d || byte === 0x0a) return end(bytes.toString('utf8'), typed.subarray(index + 1))
        if (byte === 0x03 || byte === 0x04) return end(null)
        // Backspace takes a whole character away, however many bytes it has.
        if (byte === 0x7f || byte === 0x08)
          bytes = Buffer.from([...bytes.toString('utf8')].slice(0, -1).join(''))
        else bytes = Buffer.concat([bytes, Buffer.of(byte)])
      }
    }
    input.on('data', take)
    input.once('end', gone)
  })
