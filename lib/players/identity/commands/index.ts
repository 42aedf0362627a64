export { approveIdentity } from "./approve-identity.ts";
export { changeDetails } from "./change-details.ts";
export { decideDuplicateCommand } from "./decide-duplicate.ts";
export { refuseIdentity } from "./refuse-identity.ts";
export { removeDocumentCommand } from "./remove-document.ts";
export { revokeIdentity } from "./revoke-identity.ts";
export { startIdentityCheck } from "./start-check.ts";
export { submitDocumentsCommand } from "./submit-documents.ts";
