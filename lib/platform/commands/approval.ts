/** A command of staff that waits for a second person, with its input as it was sent. */
export type ForApproval = { command: string; input: unknown; subject: string; reason: string | null };

export type ApprovalAsked = { approvalId: string; expiresAt: Date };
