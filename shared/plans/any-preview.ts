import type { AttachPreview } from './attach-view.ts';
import type { ChangeMasterPreview } from './change-master-view.ts';
import type { FailoverPreview } from './failover-view.ts';
import type { PutBackPreview } from './put-back-view.ts';
import type { RejoinPreview } from './rejoin-view.ts';
import type { SwitchoverPreview } from './switchover-view.ts';

/** The preview of any kind of plan, told apart by its kind. */
export type AnyPreview =
  SwitchoverPreview | FailoverPreview | RejoinPreview | ChangeMasterPreview | PutBackPreview | AttachPreview;
