// pressed
export function press(pulp: Pulp) {
  return pulp.flat()
}
