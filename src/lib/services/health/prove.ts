/**
 * Proof that nothing leaves: the page tries to reach another origin in the ways open to it, and the browser must refuse
 * each by the content security policy. A request that fails for want of a network proves nothing, so only a reported
 * violation counts.
 */
export type ProofId = 'fetch' | 'image' | 'frame';
export type Proof = { id: ProofId; outcome: 'blocked' | 'reached' | 'unclear' };

export type ProofPorts = {
  /** Tries to reach an address in one way; resolves true where something answered. */
  attempt(id: ProofId, address: string, signal: AbortSignal): Promise<boolean>;
  /** Tells the address of each request the policy refuses. */
  watchViolations(onViolation: (blockedAddress: string) => void): { unsubscribe(): void };
};

export const proofIds = ['fetch', 'image', 'frame'] as const satisfies readonly ProofId[];

/** Reserved for examples (RFC 2606): there is nobody behind it who could be told anything. */
const foreign = 'https://example.com';

const prove = async (id: ProofId, ports: ProofPorts, signal: AbortSignal): Promise<Proof> => {
  const address = `${foreign}/echoflow-proof-${id}`;
  let isRefused = false;
  // Browsers report the whole address for some requests and only its origin for others.
  const { unsubscribe } = ports.watchViolations((blocked) => (isRefused ||= blocked.startsWith(foreign)));
  try {
    const isReached = await ports.attempt(id, address, signal);
    if (isReached) return { id, outcome: 'reached' };
    return { id, outcome: isRefused ? 'blocked' : 'unclear' };
  } finally {
    unsubscribe();
  }
};

/** One proof after the other, since violations are told apart by time. */
export async function* proveIt(ports: ProofPorts, signal: AbortSignal): AsyncIterable<Proof> {
  for (const id of proofIds) {
    signal.throwIfAborted();
    yield await prove(id, ports, signal);
  }
}
