/** Tag, length, value as QR payment codes write them: two digits, two digits, text (EMV QRCPS merchant-presented mode 1.1, section 4.1). */
export type Tlv = readonly [tag: string, value: string]

/**
 * One data object after the other.
 * @throws RangeError where a tag is not two digits or a value is empty or longer than 99 characters
 */
export const writeTlv = (objects: readonly Tlv[]): string =>
  objects
    .map(([tag, value]) => {
      const length = [...value].length
      if (!/^\d\d$/.test(tag)) throw new RangeError(`tag ${tag}`)
      if (length < 1 || length > 99) throw new RangeError(`value of tag ${tag}`)
      return `${tag}${String(length).padStart(2, '0')}${value}`
    })
    .join('')

/** The objects of a text that `writeTlv` made; `null` where it does not come out even. */
export const readTlv = (text: string): Tlv[] | null => {
  const rest = [...text]
  const objects: Tlv[] = []
  while (rest.length > 0) {
    const head = rest.splice(0, 4).join('')
    if (!/^\d{4}$/.test(head)) return null
    const length = Number(head.slice(2))
    if (length < 1 || rest.length < length) return null
    objects.push([head.slice(0, 2), rest.splice(0, length).join('')])
  }
  return objects
}
