import type Hls from 'hls.js'
import type { HlsConfig, LevelDetails } from 'hls.js'

/** Less than this of a segment is none of it, seconds. */
const hair = 1e-3

/**
 * Configuration by which hls.js takes segments of voice in parts (`progressive`), whose loader has to give whole movie fragments. The pictures' goes on
 * taking whole segments, and MPEG-TS and packed audio come in one part.
 *
 * It asks for no segment of which a rounding error is wanted: one that ends where the listener begins cost four seconds of voice before the first word
 * (hls.js 1.7, start of a paused element: no tolerance), and its second part waited for a picture that ended before it.
 */
export const voiceInParts = ({ DefaultConfig }: typeof Hls): Partial<HlsConfig> => {
  const Controller = DefaultConfig.audioStreamController
  if (!Controller) return {}
  class InParts extends Controller {
    constructor(...given: ConstructorParameters<NonNullable<HlsConfig['audioStreamController']>>) {
      super(...given)
      this.config = Object.create(this.config, { progressive: { value: true } })
    }
    protected override getFragmentAtPosition(bufferEnd: number, end: number, details: LevelDetails) {
      return super.getFragmentAtPosition(bufferEnd + hair, end, details)
    }
  }
  return { audioStreamController: InParts }
}
