/** Made by bake-slate.ts; do not edit. One closed H.264 group, base64url: decoder configuration and frames with lengths. */
export const slate = {
  codec: 'avc1.42c00b',
  width: 256,
  height: 144,
  avcC: 'AULAC__hABhnQsAL2cEBOwEQAAADABAAAAMAQPFCp4ABAAVoyaBEsg',
  frames: [
    'AAAAe2WIhAV8RCgoAAkAxzHG4VvvvvvvvvvvvvvvrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrwA',
    'AAAAB0GaOAr4CRg',
    'AAAAB0GaVAK-AkY',
    'AAAAB0GadgK-AkY',
    'AAAACEGakgCngJGA',
    'AAAACEGasoCngJGA',
    'AAAAB0GawBTwEjA',
    'AAAAB0Ga4BLwEjA',
  ],
} as const
