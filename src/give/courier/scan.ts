import { qrDetector } from '../../shared/barcode-detector.ts'

/** Why nothing can be scanned: not allowed, no camera (or no secure page), or the reader of codes is not on the phone. */
export type CameraTrouble = 'denied' | 'none' | 'noReader'

/** What codes are read off: the camera's picture, or a photograph. */
export type Picture = HTMLVideoElement | ImageBitmap

/** The texts of the QR codes in a picture; none: none was seen. */
export type ReadCodes = (picture: Picture) => Promise<string[]>

/** The system's own reader where there is one, else the one brought along. Rejects where that is not on the phone and there is no link. */
export const openCodeReader = async (): Promise<ReadCodes> => {
  const detector = await qrDetector<Picture>()
  if (detector)
    return async (picture) => (await detector.detect(picture).catch(() => [])).map(({ rawValue }) => rawValue)
  return (await import('./qr-decoder.ts')).decodePicture
}

/** Opens the camera at the back. @throws CameraTrouble */
export const openCamera = async (): Promise<MediaStream> => {
  const { mediaDevices } = navigator as Partial<Navigator>
  if (!mediaDevices) throw 'none' satisfies CameraTrouble
  // More than 720 lines only makes each look slower; fewer do not show a large code.
  const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
  try {
    return await mediaDevices.getUserMedia({ video })
  } catch (error) {
    const denied = error instanceof DOMException && error.name === 'NotAllowedError'
    throw (denied ? 'denied' : 'none') satisfies CameraTrouble
  }
}
