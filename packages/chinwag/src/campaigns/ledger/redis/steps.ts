import { Script } from './script.js';

/** Steps that take a lease are given its fence and its owner first. */
const HELD = 'if not isHeld() then return lost() end';

/** Id, name, variants, rate, audience. */
export const enter = new Script(`
for index, name in ipairs({ 'id', 'name', 'variants', 'rate', 'audience' }) do
  call('HSETNX', one('record'), name, ARGV[index])
end
call('HSETNX', one('record'), 'state', 'scheduled')
call('HSETNX', one('record'), 'wanted', 'run')
`);

export const read = new Script(`
return { call('HGETALL', one('record')), call('HGETALL', one('workers')), call('HGETALL', one('beats')) }
`);

export const look = new Script(`
return { call('HGETALL', one('record')), call('HGETALL', one('workers')), call('HGETALL', one('beats')),
  call('HGETALL', one('counts')), call('HGETALL', one('timeline')) }
`);

/** Pairs of fields and values. */
export const wish = new Script(`call('HSET', one('record'), unpack(ARGV))`);

/**
 * Owner; then from whom it may be taken, by owner and beat. While the audience is read there is one worker, after that
 * any number.
 */
export const hold = new Script(`
local isFilled, leader = field('isFilled'), field('leader')
if leader and not isFilled then
  local owner, beat = call('HGET', one('workers'), leader), call('HGET', one('beats'), leader)
  if owner ~= ARGV[2] or beat ~= ARGV[3] then return { owner, beat } end
  letGo(leader, '')
end
local fence = call('HINCRBY', one('record'), 'fence', 1)
call('HSET', one('workers'), fence, ARGV[1])
call('HSET', one('beats'), fence, 0)
if not isFilled then call('HSET', one('record'), 'leader', fence) end
return fence
`);

/** Answers what is wanted, the rate, how many chunks want a ticket, and who the workers are and how they beat. */
export const beat = new Script(`${HELD}
call('HINCRBY', one('beats'), ARGV[1], 1)
return { field('wanted'), field('rate'), call('SCARD', one('loose')),
  call('HGETALL', one('workers')), call('HGETALL', one('beats')) }
`);

/** Why what was being sent is doubtful. */
export const release = new Script(`${HELD} letGo(ARGV[1], ARGV[3])`);

/** Whose owner, fence and beat were seen; then why what they were sending is doubtful. Answers whether it was done. */
export const bury = new Script(`
if not isHeld() or call('HGET', one('beats'), ARGV[1]) ~= ARGV[3] then return 0 end
letGo(ARGV[1], ARGV[4])
return 1
`);

/** State, reason, and when it was started and ended, where that is so. The end is the end, whatever comes late. */
export const setState = new Script(`${HELD}
if field('endedAt') then return end
call('HSET', one('record'), 'state', ARGV[3], 'reason', ARGV[4])
if ARGV[5] ~= '' then call('HSETNX', one('record'), 'startedAt', ARGV[5]) end
if ARGV[6] ~= '' then call('HSET', one('record'), 'endedAt', ARGV[6]) end
`);

/** What is left when the people are gone; answers how many they were. */
export const remove = new Script(`${HELD}
local people = number('people')
for _, fence in ipairs(call('HKEYS', one('workers'))) do call('DEL', each('holds', fence)) end
for _, name in ipairs({ 'held', 'loose', 'doubtful', 'reasons', 'workers', 'beats', 'counts', 'timeline', 'record' }) do
  call('UNLINK', one(name))
end
return people
`);

/** Audience; answers how many chunks and generations of the index there are to forget. */
export const empty = new Script(`${HELD}
local old = { number('people'), number('generation') }
call('HSET', one('record'), 'people', 0, 'generation', 0, 'inGeneration', 0, 'audience', ARGV[3])
call('DEL', one('counts'))
return old
`);

/** Gives each person a place, in their order; 0 to who is there already. Places are answered one greater. */
export const index = new Script(`${HELD}
local people, generation, members = number('people'), number('generation'), number('inGeneration')
local places = {}
for argument = 3, #ARGV do
  local psid = ARGV[argument]
  if placeOf(psid) then
    places[#places + 1] = 0
  else
    if members >= FIRST * 2 ^ generation * FULL then
      generation, members = generation + 1, 0
      call('HSET', one('record'), 'generation', generation)
    end
    call('HSET', partOf(generation, psid), psid, people)
    people, members = people + 1, members + 1
    places[#places + 1] = people
  end
end
call('HSET', one('record'), 'people', people, 'inGeneration', members)
return places
`);

/** Audience, how many are new; then chunks and who is in them. */
export const add = new Script(`${HELD}
call('HSET', one('record'), 'audience', ARGV[3])
count(0, 'queued', tonumber(ARGV[4]))
for first = 5, #ARGV, 2 do call('SET', each('people', ARGV[first]), ARGV[first + 1]) end
writeCounts()
`);

export const fill = new Script(`${HELD}
call('HSET', one('record'), 'isFilled', 1)
call('HDEL', one('record'), 'leader')
for chunk = 0, math.ceil(number('people') / CHUNK) - 1 do call('SADD', one('loose'), chunk) end
`);

/** A chunk; answers who is in it and the places of those who are queued, unless somebody has it. */
export const claim = new Script(`${HELD}
local chunk = tonumber(ARGV[3])
if call('HEXISTS', one('held'), chunk) == 1 then return false end
local queued = {}
for place = chunk * CHUNK, chunk * CHUNK + peopleOf(chunk) - 1 do
  if readMark(place).state == QUEUED then queued[#queued + 1] = place end
end
if #queued == 0 then return false end
call('HSET', one('held'), chunk, ARGV[1])
call('SADD', each('holds', ARGV[1]), chunk)
return { call('GET', each('people', chunk)), queued }
`);

/** How many steps; of each place, from, to, when, variant and reason; then chunks in which nobody is left. */
export const write = new Script(`${HELD}
local apply = {
  [SENDING] = function(mark, at) count(0, 'queued', -1) count(0, 'sending', 1) mark.state, mark.at = SENDING, at end,
  [QUEUED] = function(mark) count(0, 'sending', -1) count(0, 'queued', 1) mark.state, mark.at = QUEUED, 0 end,
  -- The time stays that of the start, which no receipt is earlier than.
  [SENT] = function(mark, at) arrive(mark, at) end,
  [FAILED] = function(mark, at, reason)
    count(0, NAMES[mark.state], -1)
    countAt(at, mark.variant, 'failed')
    count(0, 'failed: ' .. reason, 1)
    call('HSET', one('reasons'), mark.place, reason)
    mark.state, mark.at = FAILED, at
  end,
  [DOUBTFUL] = function(mark, at, reason)
    if hasArrived(mark) then settle(mark) else
      mark.at = at
      doubt(mark, reason)
    end
  end,
}
local last = 3 + tonumber(ARGV[3]) * 6
for first = 4, last, 6 do
  local mark = readMark(tonumber(ARGV[first]))
  local from, to = tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2])
  -- Whoever did not hear the answer asks again; a step is taken once.
  if mark.state == from or (mark.state == ARRIVED and from == SENDING) then
    mark.variant = tonumber(ARGV[first + 4])
    apply[to](mark, tonumber(ARGV[first + 3]), ARGV[first + 5])
    writeMark(mark)
  end
end
for finished = last + 1, #ARGV do
  call('SREM', each('holds', ARGV[1]), ARGV[finished])
  call('HDEL', one('held'), ARGV[finished])
end
writeCounts()
`);

/** Some of the doubtful, to be sent again; answers how many there were. */
export const resend = new Script(`${HELD}
local places = call('ZRANGE', one('doubtful'), 0, 999)
for _, place in ipairs(places) do
  local mark = readMark(tonumber(place))
  if hasArrived(mark) then settle(mark) else
    count(0, 'doubtful', -1)
    count(0, 'queued', 1)
    mark.state = QUEUED
    forgetReason(mark.place)
    local chunk = math.floor(mark.place / CHUNK)
    local holder = call('HGET', one('held'), chunk)
    if holder then call('SREM', each('holds', holder), chunk) end
    call('HDEL', one('held'), chunk)
    call('SADD', one('loose'), chunk)
  end
  writeMark(mark)
end
writeCounts()
return #places
`);

/** A chunk: who is queued in it will not be sent to, unless somebody else has it. */
export const skip = new Script(`${HELD}
local chunk = tonumber(ARGV[3])
local holder = call('HGET', one('held'), chunk)
if holder and holder ~= ARGV[1] then return 0 end
for place = chunk * CHUNK, chunk * CHUNK + peopleOf(chunk) - 1 do
  local mark = readMark(place)
  if mark.state == QUEUED then skip(mark) writeMark(mark) end
end
call('SREM', each('holds', ARGV[1]), chunk)
call('HDEL', one('held'), chunk)
call('SREM', one('loose'), chunk)
writeCounts()
return 1
`);

/** How many chunks somebody has. */
export const heldChunks = new Script(`return call('HLEN', one('held'))`);

/** Some chunks that may have no ticket. */
export const loose = new Script(`return call('SRANDMEMBER', one('loose'), 500)`);

export const ticketed = new Script(`call('SREM', one('loose'), unpack(ARGV))`);

/** Psids; answers when each was last sent to, 0 for never. */
export const sentAt = new Script(`
local times = {}
for argument = 1, #ARGV do
  local place = placeOf(ARGV[argument])
  times[argument] = place and readMark(place).at or 0
end
return times
`);

/** Of each receipt: kind, psid, when, watermark. */
export const note = new Script(`
-- As every ledger has it: how closely a receipt follows a doubtful send, and how far clocks may differ.
local NEAR, CLOCKS_DIFFER = 60000, 1000
local REACH = { delivered = { 'delivered' }, read = { 'delivered', 'read' },
  answered = { 'delivered', 'read', 'answered' } }
local function isAbout(kind, mark, at, watermark)
  if kind == 'answered' then return mark.state ~= DOUBTFUL and at >= mark.at end
  if mark.state == DOUBTFUL and watermark > mark.at + NEAR then return false end
  return watermark >= mark.at - CLOCKS_DIFFER
end
for index = 1, #ARGV, 4 do
  local kind, at, watermark = ARGV[index], tonumber(ARGV[index + 2]), tonumber(ARGV[index + 3])
  local place = placeOf(ARGV[index + 1])
  local mark = place and readMark(place)
  if mark and (mark.state == SENT or mark.state == SENDING or mark.state == ARRIVED or mark.state == DOUBTFUL) then
    if kind == 'echo' then
      if mark.state == DOUBTFUL then settle(mark) elseif mark.state == SENDING then mark.state = ARRIVED end
    elseif isAbout(kind, mark, at, watermark) then
      if mark.state == DOUBTFUL then settle(mark) end
      for _, what in ipairs(REACH[kind]) do
        if mark[what] == 0 then
          mark[what] = at
          -- Of what is still being sent it counts when the answer is there.
          if mark.state == SENT then countAt(at, mark.variant, what) end
        end
      end
    end
    writeMark(mark)
  end
end
writeCounts()
`);

/** A chunk: who is in it, and what became of each as state, at, delivered, read, answered; then reasons. */
export const chunk = new Script(`
local wanted = tonumber(ARGV[1])
local marks, reasons = {}, {}
for place = wanted * CHUNK, wanted * CHUNK + peopleOf(wanted) - 1 do
  local mark = readMark(place)
  marks[#marks + 1] = { mark.state, mark.at, mark.delivered, mark.read, mark.answered }
  if mark.state == FAILED or mark.state == DOUBTFUL then
    reasons[#reasons + 1] = place
    reasons[#reasons + 1] = call('HGET', one('reasons'), place)
  end
end
return { call('GET', each('people', wanted)), marks, reasons }
`);

/** Places after one of who is doubtful, so many. */
export const doubtful = new Script(`
return call('ZRANGEBYSCORE', one('doubtful'), '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])
`);

/** A chunk: it is to be handed out when somebody is queued in it whom nobody has. */
export const loosen = new Script(`${HELD}
local wanted = tonumber(ARGV[3])
if call('HEXISTS', one('held'), wanted) == 1 then return end
for place = wanted * CHUNK, wanted * CHUNK + peopleOf(wanted) - 1 do
  if readMark(place).state == QUEUED then return call('SADD', one('loose'), wanted) end
end
`);
