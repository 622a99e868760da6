import './print-picture.css'

/** What was printed last; not every browser says when it is done. */
let last: HTMLImageElement | null = null

/** Prints a picture alone: on paper all else of the page is left out (`print-picture.css`). */
export const printPicture = async (picture: Blob): Promise<void> => {
  const image = new Image()
  image.className = 'print-picture'
  image.alt = ''
  image.src = URL.createObjectURL(picture)
  try {
    await image.decode()
  } finally {
    URL.revokeObjectURL(image.src)
  }
  last?.remove()
  last = image
  document.body.append(image)
  addEventListener('afterprint', () => image.remove(), { once: true })
  print()
}
