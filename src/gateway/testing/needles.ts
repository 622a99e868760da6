/** As JSON may write a character. */
const escapeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A text in every form in which a program may have written it down; base64 wherever in a longer text it stood. */
export const formsOf = (text: string): Buffer[] => {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const escaped = [...text].map(escapeOf).join('')
  const mixed = [...text].map((unit) => (unit > '~' ? escapeOf(unit) : unit)).join('')
  const base64 = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // The characters at both ends hang on what stands beside the text.
    const inner = encoded.slice(
      before === 0 ? 0 : before + 1,
      (before + bytes.length) % 3 === 0 ? undefined : -1,
    )
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const texts = [text, hex, hex.toUpperCase(), percent, percent.toUpperCase(), encodeURIComponent(text)]
  const forms = [...texts, escaped, mixed, ...base64].map((form) => Buffer.from(form))
  const wide = Buffer.from(text, 'utf16le')
  const all = [...forms, wide, Buffer.from(wide).swap16()]
  return [...new Map(all.map((form) => [form.toString('latin1'), form])).values()]
}

/** Which of some texts, in whatever form, stand where: `place: text`. */
export const findTexts = (places: ReadonlyMap<string, Buffer>, texts: readonly string[]): string[] => {
  const sought = texts.map((text) => ({ text, forms: formsOf(text) }))
  return [...places].flatMap(([place, bytes]) =>
    sought.flatMap(({ text, forms }) =>
      forms.some((form) => bytes.includes(form)) ? [`${place}: ${text}`] : [],
    ),
  )
}
