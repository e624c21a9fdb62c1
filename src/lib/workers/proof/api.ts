/** What came of trying to reach an address: whether anything answered, and what the policy refused. */
export type Reach = { isReached: boolean; refused: readonly string[] };

export type ProofApi = { reach(address: string, signal: AbortSignal): Promise<Reach> };
