/** Hands a file to the browser to save. */
export const saveFile = ({ name, blob }: { name: string; blob: Blob }): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken its own reference once the click is over; Safari needs a moment more.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
