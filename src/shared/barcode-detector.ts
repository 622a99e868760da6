/** Shape Detection (WICG): what the system itself reads codes with. Not in TypeScript's DOM types, and not in every browser. */
export interface BarcodeDetector<Source = unknown> {
  detect(source: Source): Promise<readonly { readonly rawValue: string }[]>
}
interface BarcodeDetectorClass {
  new <Source>(options: { formats: readonly string[] }): BarcodeDetector<Source>
  getSupportedFormats(): Promise<readonly string[]>
}

/** The system's reader of QR codes; `null` where there is none and one must be brought along (`lateCode.scan`). */
export const qrDetector = async <Source>(): Promise<BarcodeDetector<Source> | null> => {
  const { BarcodeDetector: Detector } = globalThis as { BarcodeDetector?: BarcodeDetectorClass }
  try {
    // A phone without the vendor's services has the class, and no format.
    const formats = (await Detector?.getSupportedFormats()) ?? []
    return Detector && formats.includes('qr_code') ? new Detector<Source>({ formats: ['qr_code'] }) : null
  } catch {
    return null
  }
}
