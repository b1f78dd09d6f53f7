// One comment of a thread: who, when, what.
import type { CommentView } from '../../../domain/view';
import { Avatar } from '../../ui/Avatar';
import { Day } from '../../ui/Day';

export function Message({ comment, time, size = 20 }: { comment: CommentView; time?: boolean; size?: 20 | 28 }) {
  return (
    <div className="msg">
      <Avatar name={comment.author.name} colour={comment.author.colour} size={size} />
      <div className="msg-h">
        <b>{comment.author.name}</b>
        {time && <Day at={comment.at} time />}
      </div>
      <p>{comment.body}</p>
    </div>
  );
}
