import { CHUNK } from './chunk.js';

/**
 * What every step begins with. All keys of a campaign begin with one hash tag, so that they live together in a cluster,
 * and campaigns apart:
 *
 *     record             hash    the campaign itself
 *     people:<chunk>     string  who they are, packed; a chunk is so many in the audience's order
 *     marks:<chunk>      string  what became of each, 25 bytes in the chunk's order; absent while all are queued
 *     index:<g>:<n>      hash    psid → place in the audience; small, so that Redis packs it
 *     held               hash    chunk → the fence of who has it, and `holds:<fence>`, a set of chunks
 *     loose              set     chunks to be handed out that may have no ticket
 *     doubtful, reasons  zset of places, and hash place → why (failed or doubtful)
 *     workers, beats     hash    fence → owner, fence → how often they have shown that they live
 *     counts, timeline   hash    what is counted, and when it was
 */
export const PRELUDE = `
local tag, call = KEYS[1], redis.call
local CHUNK, WIDTH, FORMAT = ${CHUNK}, 25, '>BI6I6I6I6'
local QUEUED, SENDING, SENT, FAILED, SKIPPED, DOUBTFUL = 0, 1, 2, 3, 4, 5
-- Being sent, and its echo is there already.
local ARRIVED = 6
local NAMES = { [0] = 'queued', 'sending', 'sent', 'failed', 'skipped', 'doubtful', 'sending' }

local function one(name) return tag .. ':' .. name end
local function each(name, number) return tag .. ':' .. name .. ':' .. number end
local function field(name) return call('HGET', one('record'), name) end
local function number(name) return tonumber(field(name) or 0) end
local function lost() return redis.error_reply('LEASELOST') end
local function isHeld() return call('HGET', one('workers'), ARGV[1]) == ARGV[2] end

-- Of a generation of the index: twice as big as the one before, about 64 people in each of its parts.
local FIRST, FULL = 128, 64
local function partOf(generation, psid)
  return one('index:' .. generation .. ':' .. tonumber(string.sub(psid, -9)) % (FIRST * 2 ^ generation))
end
local function placeOf(psid)
  for generation = number('generation'), 0, -1 do
    local place = call('HGET', partOf(generation, psid), psid)
    if place then return tonumber(place) end
  end
end

local function readMark(place)
  local from = (place % CHUNK) * WIDTH
  local text = call('GETRANGE', each('marks', math.floor(place / CHUNK)), from, from + WIDTH - 1)
  if #text < WIDTH then text = string.rep('\\0', WIDTH) end
  local state, at, delivered, read, answered = struct.unpack(FORMAT, text)
  return { place = place, state = state % 8, variant = math.floor(state / 8), at = at,
    delivered = delivered, read = read, answered = answered }
end
local function writeMark(mark)
  call('SETRANGE', each('marks', math.floor(mark.place / CHUNK)), (mark.place % CHUNK) * WIDTH,
    struct.pack(FORMAT, mark.state + mark.variant * 8, mark.at, mark.delivered, mark.read, mark.answered))
end

local startedAt, counts, points = nil, {}, {}
local function count(variant, what, n)
  local name = variant .. ':' .. what
  counts[name] = (counts[name] or 0) + n
end
-- As finely as beginOfMoment has it.
local function countAt(at, variant, what)
  count(variant, what, 1)
  startedAt = startedAt or number('startedAt')
  local since, width = at - startedAt, 60000
  if since < 600000 then width = 1000 elseif since < 21600000 then width = 10000 end
  local name = math.floor(at / width) * width .. ':' .. what
  points[name] = (points[name] or 0) + 1
end
local function writeCounts()
  for name, n in pairs(counts) do if n ~= 0 then call('HINCRBY', one('counts'), name, n) end end
  for name, n in pairs(points) do call('HINCRBY', one('timeline'), name, n) end
end

local function countReceipts(mark)
  for _, what in ipairs({ 'delivered', 'read', 'answered' }) do
    if mark[what] > 0 then countAt(mark[what], mark.variant, what) end
  end
end
local function hasArrived(mark) return mark.state == ARRIVED or mark.delivered > 0 end
local function forgetReason(place)
  call('ZREM', one('doubtful'), place)
  call('HDEL', one('reasons'), place)
end
local function arrive(mark, at)
  count(0, NAMES[mark.state], -1)
  countAt(at, mark.variant, 'sent')
  countReceipts(mark)
  if mark.state == DOUBTFUL then forgetReason(mark.place) end
  mark.state = SENT
end
-- What nobody knew of has arrived.
local function settle(mark) arrive(mark, mark.at) end
local function doubt(mark, reason)
  count(0, 'sending', -1)
  count(0, 'doubtful', 1)
  mark.state = DOUBTFUL
  call('ZADD', one('doubtful'), mark.place, mark.place)
  call('HSET', one('reasons'), mark.place, reason)
end

local function peopleOf(chunk)
  return math.min(CHUNK, number('people') - chunk * CHUNK)
end
local function skip(mark)
  count(0, 'queued', -1)
  count(0, 'skipped', 1)
  mark.state = SKIPPED
end
-- What was being sent is doubtful, unless it has arrived; who is queued is handed out again, or skipped.
local function letGo(fence, reason)
  local isCancelled = field('wanted') == 'cancel'
  for _, chunk in ipairs(call('SMEMBERS', each('holds', fence))) do
    chunk = tonumber(chunk)
    local isOpen = false
    for place = chunk * CHUNK, chunk * CHUNK + peopleOf(chunk) - 1 do
      local mark = readMark(place)
      if mark.state == SENDING or mark.state == ARRIVED then
        if hasArrived(mark) then settle(mark) else doubt(mark, reason) end
        writeMark(mark)
      elseif mark.state == QUEUED and isCancelled then
        skip(mark)
        writeMark(mark)
      elseif mark.state == QUEUED then
        isOpen = true
      end
    end
    call('HDEL', one('held'), chunk)
    if isOpen then call('SADD', one('loose'), chunk) end
  end
  call('DEL', each('holds', fence))
  call('HDEL', one('workers'), fence)
  call('HDEL', one('beats'), fence)
  if field('leader') == fence then call('HDEL', one('record'), 'leader') end
  writeCounts()
end
`;
