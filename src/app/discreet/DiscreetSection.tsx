export const DiscreetSection = () => null
