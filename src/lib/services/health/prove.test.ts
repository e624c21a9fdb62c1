import { expect, it } from 'vitest';
import { proofIds, proveIt, type Proof, type ProofPorts } from './prove.ts';

const prove = async (ports: ProofPorts): Promise<Proof[]> => {
  const proofs: Proof[] = [];
  for await (const proof of proveIt(ports, new AbortController().signal)) proofs.push(proof);
  return proofs;
};

/** A page whose policy refuses what `refuses` says, on a network that answers or not. */
const page = (refuses: (id: string) => boolean, isOnline: boolean): ProofPorts => ({
  attempt: async (id, address) => ({
    isReached: isOnline && !refuses(id),
    refused: refuses(id) ? [new URL(address).origin] : [],
  }),
});

it('passes where the policy refuses every way out', async () => {
  const proofs = await prove(page(() => true, true));
  expect(proofs).toEqual(proofIds.map((id) => ({ id, outcome: 'blocked' })));
});

it('says which way is open', async () => {
  const proofs = await prove(page((id) => id !== 'image', true));
  expect(proofs.find(({ id }) => id === 'image')!.outcome).toBe('reached');
  expect(proofs.find(({ id }) => id === 'fetch')!.outcome).toBe('blocked');
});

it('takes a dead network for no proof', async () => {
  expect((await prove(page(() => false, false))).map(({ outcome }) => outcome)).toEqual(proofIds.map(() => 'unclear'));
});

it('does not count a violation of something else', async () => {
  const proofs = await prove({ attempt: async () => ({ isReached: false, refused: ['https://elsewhere.test'] }) });
  expect(proofs[0]!.outcome).toBe('unclear');
});
