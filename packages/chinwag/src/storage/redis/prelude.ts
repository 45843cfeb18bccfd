/**
 * What every step begins with. All keys of a bot begin with one hash tag, so they live together in a cluster:
 *
 *     event:<identity>        hash    an event accepted and not done
 *     queue:<conversation>    list    identities, the oldest first; who is worked on stays in front
 *     waiting                 zset    conversations that have an event, by when it may be taken
 *     lease:<conversation>    hash    fence, until, owner
 *     seen:<digest>           string  until when an identity is remembered
 *     session:<id>            string  and `sessions`, a zset of ids by when they end
 *     send:<key>              hash    and `sends:<identity>`, a list of the keys of an event
 *     parked:<id>             hash    and `parked`, a zset of ids
 *     scheduled:<identity>    hash    and `scheduled`, a zset of identities by time
 *     attachment:<file>       hash    id, until
 *     budget:<name>           zset    how many went, or will, by when; `even:<name>` and `grants` beside it
 *     size, fence, parkings   counters
 *
 * Times are the server's, so that machines with clocks of their own agree on leases. What has an end ends twice:
 * by the time written with it, which counts, and by the key's own expiry, which tidies up.
 */
export const PRELUDE = `
local tag = KEYS[1]
local lease, remember, lifetime, owner = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local call = redis.call
local now = tonumber(ARGV[1])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local A_WHILE = 600000

local function arg(number) return ARGV[number + 5] end
local function key(kind, id) return tag .. ':' .. kind .. ':' .. id end
local function one(name) return tag .. ':' .. name end
local function whole(number) return string.format('%.0f', number) end

-- A lease that runs longer than it can have been given for is from before the clock was put back: it is cut.
local function heldUntil(conversation)
  local until_ = tonumber(call('HGET', key('lease', conversation), 'until') or 0)
  if until_ <= now + lease then return until_ end
  call('HSET', key('lease', conversation), 'until', whole(now + lease))
  return now + lease
end

local function owns(conversation, fence)
  return call('HGET', key('lease', conversation), 'fence') == fence
end

local function lost() return redis.error_reply('LEASELOST') end

local function settle(conversation)
  local first = call('LINDEX', key('queue', conversation), 0)
  if first then
    local notBefore = tonumber(call('HGET', key('event', first), 'notBefore') or 0)
    call('ZADD', one('waiting'), whole(math.max(notBefore, heldUntil(conversation))), conversation)
  else
    call('ZREM', one('waiting'), conversation)
  end
end

local function hold(conversation)
  local fence = call('INCR', one('fence'))
  local until_ = whole(now + lease)
  call('HSET', key('lease', conversation), 'fence', fence, 'until', until_, 'owner', owner)
  call('PEXPIRE', key('lease', conversation), whole(lease + A_WHILE))
  call('ZADD', one('waiting'), 'XX', until_, conversation)
  return fence
end

local function renew(conversation)
  local until_ = whole(now + lease)
  call('HSET', key('lease', conversation), 'until', until_)
  call('PEXPIRE', key('lease', conversation), whole(lease + A_WHILE))
  call('ZADD', one('waiting'), 'XX', until_, conversation)
end

local function letGo(conversation) call('DEL', key('lease', conversation)) end

local function readSession(id)
  local ends = call('ZSCORE', one('sessions'), id)
  if not ends or tonumber(ends) <= now then return false end
  return call('GET', key('session', id))
end

local function writeSession(id, session)
  if lifetime then
    call('SET', key('session', id), session, 'PX', whole(lifetime))
    call('ZADD', one('sessions'), whole(now + lifetime), id)
  else
    call('SET', key('session', id), session)
    call('ZADD', one('sessions'), '+inf', id)
  end
end

local function keep(digest, identity, conversation, platform, event)
  local seen = tonumber(call('GET', key('seen', digest)) or 0)
  if seen > now or call('EXISTS', key('event', identity)) == 1 then return false end
  call('SET', key('seen', digest), whole(now + remember), 'PX', whole(remember))
  call('HSET', key('event', identity), 'conversation', conversation, 'platform', platform, 'event', event,
    'attempts', 0, 'notBefore', 0)
  call('RPUSH', key('queue', conversation), identity)
  call('INCR', one('size'))
  return true
end

local function take(conversation)
  local identity = call('LINDEX', key('queue', conversation), 0)
  if not identity or heldUntil(conversation) > now then return false end
  local event = call('HMGET', key('event', identity), 'platform', 'event', 'attempts', 'notBefore')
  if tonumber(event[4]) > now then return false end
  call('HINCRBY', key('event', identity), 'attempts', 1)
  local turn = { identity, event[1], event[2], hold(conversation), tonumber(event[3]), readSession(conversation) or '' }
  for _, send in ipairs(call('LRANGE', key('sends', identity), 0, -1)) do
    local record = call('HMGET', key('send', send), 'state', 'at', 'result')
    turn[#turn + 1] = { send, record[1] or '', record[2] or '', record[3] or '' }
  end
  return turn
end

local function takeNext(conversation)
  local turn = take(conversation)
  if not turn then settle(conversation) end
  return turn
end

local function closeSends(identity)
  for _, send in ipairs(call('LRANGE', key('sends', identity), 0, -1)) do
    call('PEXPIRE', key('send', send), A_WHILE)
  end
  call('DEL', key('sends', identity))
end

local function discardParked(id)
  local identity = call('HGET', key('parked', id), 'identity')
  if identity then closeSends(identity) end
  call('DEL', key('parked', id))
  return call('ZREM', one('parked'), id)
end

local function dropOldestParked(limit)
  for _, id in ipairs(call('ZRANGE', one('parked'), 0, -1 - limit)) do discardParked(id) end
end

local function leaveQueue(conversation, identity)
  call('LREM', key('queue', conversation), 1, identity)
  call('DECR', one('size'))
end

local function arrived(send, result)
  if call('HGET', key('send', send), 'state') == 'begun' then
    call('HSET', key('send', send), 'state', 'sent', 'result', result)
  end
end
`;
