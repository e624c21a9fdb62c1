/**
 * Proof that nothing leaves: the page tries to reach another origin in the ways open to it, and the browser must refuse
 * each by the content security policy. A request that fails for want of a network proves nothing, so only a reported
 * violation counts.
 *
 * [Note: No frames] A frame is not among the ways: Chromium opens a connection to the address of a frame before it asks
 * the policy, which then refuses the page itself. Trying it would be the only thing here that leaves the device.
 */
export type ProofId = 'fetch' | 'worker' | 'image' | 'script';
export type Proof = { id: ProofId; outcome: 'blocked' | 'reached' | 'unclear' };

export type ProofPorts = {
  /** Tries to reach an address in one way: whether anything answered, and the addresses that the policy refused meanwhile. */
  attempt(
    id: ProofId,
    address: string,
    signal: AbortSignal,
  ): Promise<{ isReached: boolean; refused: readonly string[] }>;
};

export const proofIds = ['fetch', 'worker', 'image', 'script'] as const satisfies readonly ProofId[];

/** Reserved for examples (RFC 2606): there is nobody behind it who could be told anything. */
const foreign = 'https://example.com';

const prove = async (id: ProofId, ports: ProofPorts, signal: AbortSignal): Promise<Proof> => {
  const { isReached, refused } = await ports.attempt(id, `${foreign}/echoflow-proof-${id}`, signal);
  if (isReached) return { id, outcome: 'reached' };
  // Browsers report the whole address for some requests and only its origin for others.
  return { id, outcome: refused.some((address) => address.startsWith(foreign)) ? 'blocked' : 'unclear' };
};

/** One proof after the other, since violations are told apart by time. */
export async function* proveIt(ports: ProofPorts, signal: AbortSignal): AsyncIterable<Proof> {
  for (const id of proofIds) {
    signal.throwIfAborted();
    yield await prove(id, ports, signal);
  }
}
