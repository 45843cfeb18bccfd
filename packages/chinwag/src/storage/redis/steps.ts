import { Script } from './script.js';

/** Digest, identity, conversation, platform and text of each event, one after the other. */
export const accept = new Script(`
local conversations, known = {}, {}
for first = 6, #ARGV, 5 do
  local conversation = ARGV[first + 2]
  if keep(ARGV[first], ARGV[first + 1], conversation, ARGV[first + 3], ARGV[first + 4]) and not known[conversation] then
    known[conversation] = true
    conversations[#conversations + 1] = conversation
  end
end
for _, conversation in ipairs(conversations) do settle(conversation) end
return conversations
`);

export const take = new Script('return take(arg(1))');

export const holdConversation = new Script(`
local conversation = arg(1)
if heldUntil(conversation) > now then return false end
return { '', '', '', hold(conversation), 0, readSession(conversation) or '' }
`);

/** Conversation, fence, identity; then the session's id and text, empty when it stays as it is. */
export const finish = new Script(`
local conversation, identity = arg(1), arg(3)
if not owns(conversation, arg(2)) then return lost() end
letGo(conversation)
if identity ~= '' then
  leaveQueue(conversation, identity)
  call('DEL', key('event', identity))
  closeSends(identity)
end
if arg(5) ~= '' then writeSession(arg(4), arg(5)) end
return takeNext(conversation)
`);

export const giveBack = new Script(`
local conversation, identity = arg(1), arg(3)
if not owns(conversation, arg(2)) then return lost() end
letGo(conversation)
if identity ~= '' then call('HSET', key('event', identity), 'notBefore', arg(4)) end
settle(conversation)
`);

/** The event counts as not tried this time. */
export const spare = new Script(`
if owns(arg(1), arg(2)) then call('HINCRBY', key('event', arg(3)), 'attempts', -1) end
`);

/**
 * Conversation, fence, identity, reason; then the session's id and text, empty when it stays as it is; then how many
 * may be parked.
 */
export const park = new Script(`
local conversation, identity = arg(1), arg(3)
if not owns(conversation, arg(2)) then return lost() end
letGo(conversation)
if identity ~= '' then
  local id = call('INCR', one('parkings'))
  leaveQueue(conversation, identity)
  call('RENAME', key('event', identity), key('parked', id))
  call('HSET', key('parked', id), 'identity', identity, 'reason', arg(4), 'at', whole(now))
  call('ZADD', one('parked'), id, id)
  dropOldestParked(arg(7))
end
if arg(6) ~= '' then writeSession(arg(5), arg(6)) end
return takeNext(conversation)
`);

export const renew = new Script(`
if not owns(arg(1), arg(2)) then return lost() end
renew(arg(1))
`);

export const ready = new Script(`
local far = call('ZRANGEBYSCORE', one('waiting'), '(' .. whole(now + lease), '+inf', 'LIMIT', 0, arg(1))
for _, conversation in ipairs(far) do settle(conversation) end
return call('ZRANGEBYSCORE', one('waiting'), '-inf', whole(now), 'LIMIT', 0, arg(1))
`);

export const size = new Script(`return tonumber(call('GET', one('size')) or 0)`);

/** Who holds conversations that have an event. */
export const holders = new Script(`
local found, known = {}, {}
for _, conversation in ipairs(call('ZRANGE', one('waiting'), 0, -1)) do
  local holder = call('HGET', key('lease', conversation), 'owner')
  if holder and not known[holder] then
    known[holder] = true
    found[#found + 1] = holder
  end
end
return found
`);

/** Whatever a process held before it ended. */
export const letGoOf = new Script(`
for _, conversation in ipairs(call('ZRANGE', one('waiting'), 0, -1)) do
  if call('HGET', key('lease', conversation), 'owner') == arg(1) then
    letGo(conversation)
    settle(conversation)
  end
end
`);

/** Answers what came of it instead, when it is known to have arrived. */
export const begin = new Script(`
local conversation, identity, send = arg(1), arg(3), arg(4)
if not owns(conversation, arg(2)) then return lost() end
if heldUntil(conversation) < now + lease / 2 then renew(conversation) end
local before = call('HMGET', key('send', send), 'state', 'result')
if before[1] == 'sent' then return before[2] or '' end
if identity ~= '' and call('EXISTS', key('send', send)) == 0 then call('RPUSH', key('sends', identity), send) end
call('HSET', key('send', send), 'identity', identity, 'state', 'begun', 'at', arg(5))
-- A turn without an event has nothing to be replayed by.
if identity == '' then call('PEXPIRE', key('send', send), A_WHILE) end
return false
`);

export const sent = new Script(`
if not owns(arg(1), arg(2)) then return lost() end
arrived(arg(4), arg(5))
`);

export const unsent = new Script(`
if not owns(arg(1), arg(2)) then return lost() end
call('DEL', key('send', arg(4)))
call('LREM', key('sends', arg(3)), 1, arg(4))
`);

export const echoed = new Script('arrived(arg(1), arg(2))');

export const sendOf = new Script(`
local record = call('HMGET', key('send', arg(1)), 'state', 'at', 'result')
if not record[1] then return false end
return { arg(1), record[1], record[2], record[3] or '' }
`);

export const parked = new Script(`
local found = {}
for _, id in ipairs(call('ZREVRANGE', one('parked'), 0, arg(1) - 1)) do
  local fields = call('HMGET', key('parked', id), 'conversation', 'platform', 'event', 'reason', 'attempts', 'at')
  table.insert(fields, 1, id)
  found[#found + 1] = fields
end
return found
`);

/** To the end of its conversation, as if it came now. */
export const unpark = new Script(`
local id = arg(1)
local fields = call('HMGET', key('parked', id), 'identity', 'conversation')
local identity, conversation = fields[1], fields[2]
if not identity or call('RENAMENX', key('parked', id), key('event', identity)) == 0 then return 0 end
call('HDEL', key('event', identity), 'identity', 'reason', 'at')
call('HSET', key('event', identity), 'attempts', 0, 'notBefore', 0)
call('ZREM', one('parked'), id)
call('RPUSH', key('queue', conversation), identity)
call('INCR', one('size'))
settle(conversation)
return 1
`);

export const discard = new Script('return discardParked(arg(1))');

export const keepUnusable = new Script(`
local id = call('INCR', one('parkings'))
call('HSET', key('parked', id), 'conversation', '', 'platform', arg(1), 'reason', arg(2), 'event', arg(3),
  'attempts', 0, 'at', whole(now))
call('ZADD', one('parked'), id, id)
dropOldestParked(arg(4))
`);

export const schedule = new Script(`
local identity = arg(1)
call('HSET', key('scheduled', identity), 'digest', arg(2), 'conversation', arg(3), 'platform', arg(4), 'event', arg(5))
call('ZADD', one('scheduled'), arg(6), identity)
`);

/** At most so many; answers how many there were, then the conversations that got one. */
export const promote = new Script(`
call('ZREMRANGEBYSCORE', one('sessions'), '-inf', whole(now))
local due = call('ZRANGEBYSCORE', one('scheduled'), '-inf', arg(1), 'LIMIT', 0, arg(2))
local answer = { #due }
for _, identity in ipairs(due) do
  local fields = call('HMGET', key('scheduled', identity), 'digest', 'conversation', 'platform', 'event')
  if keep(fields[1], identity, fields[2], fields[3], fields[4]) then
    settle(fields[2])
    answer[#answer + 1] = fields[2]
  end
  call('DEL', key('scheduled', identity))
  call('ZREM', one('scheduled'), identity)
end
return answer
`);

export const nextDue = new Script(`return call('ZRANGE', one('scheduled'), 0, 0, 'WITHSCORES')[2] or false`);

export const unschedule = new Script(`
call('DEL', key('scheduled', arg(1)))
return call('ZREM', one('scheduled'), arg(1))
`);

export const attachmentId = new Script(`
local kept = call('HMGET', key('attachment', arg(1)), 'id', 'until')
return kept[1] and tonumber(kept[2]) > now and kept[1]
`);

export const keepAttachmentId = new Script(`
local name = key('attachment', arg(1))
call('HSET', name, 'id', arg(2), 'until', whole(now + arg(3)))
call('PEXPIRE', name, arg(3))
`);

export const forgetAttachmentId = new Script(`
local name = key('attachment', arg(1))
if call('HGET', name, 'id') == arg(2) then call('DEL', name) end
`);

export const readSession = new Script('return readSession(arg(1))');

export const writeSession = new Script('writeSession(arg(1), arg(2))');

export const destroySession = new Script(`
call('DEL', key('session', arg(1)))
call('ZREM', one('sessions'), arg(1))
`);

/** From a cursor; answers the next one, then ids and texts in turn. */
export const someSessions = new Script(`
local page = call('ZSCAN', one('sessions'), arg(1), 'COUNT', 500)
local answer = { page[1] }
for index = 1, #page[2], 2 do
  local id = page[2][index]
  local session = readSession(id)
  if session then
    answer[#answer + 1] = id
    answer[#answer + 1] = session
  end
end
return answer
`);
