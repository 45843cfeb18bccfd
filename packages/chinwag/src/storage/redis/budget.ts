import type { Grant, GrantRequest } from '../../core/storage/budget.js';
import { Script } from './script.js';

/**
 * Turns of a limit that processes share: `budget:<name>` is a zset of how many went, or will, by when, and
 * `even:<name>` the time of the next turn of whoever goes evenly. A turn is due when the one that is a whole limit
 * before it counts no more, so there are never more than the limit in any stretch of its period.
 */
const grantTurns = new Script(`
local clock = call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local name, even = key('budget', arg(1)), key('even', arg(1))
local limit, period, wanted, together = tonumber(arg(2)), tonumber(arg(3)), tonumber(arg(4)), arg(5) == '1'
local spare, hold, spacing, horizon = tonumber(arg(6)), tonumber(arg(7)), tonumber(arg(8)), tonumber(arg(9))
local late = tonumber(arg(10))
local FIRST_MOVED, NEARLY = 11, 10

local function precise(number) return string.format('%.3f', number) end

local function add(count, at) call('ZADD', name, precise(at), call('INCR', one('grants')) .. ':' .. count) end

-- Clocks are compared by way of a question and its answer, so nobody knows to the millisecond what was due when.
local function move(from, to, count)
  local left = count
  local due = call('ZRANGEBYSCORE', name, precise(from - NEARLY), '(' .. precise(to), 'WITHSCORES')
  for index = 1, #due, 2 do
    if left == 0 then break end
    local there = tonumber(string.match(due[index], ':(%d+)$'))
    call('ZREM', name, due[index])
    if there > left then add(there - left, tonumber(due[index + 1])) end
    left = math.max(0, left - there)
  end
  if left < count then add(count - left, to) end
end

for index = FIRST_MOVED, #ARGV - 5, 3 do move(now - arg(index), now - arg(index + 1), tonumber(arg(index + 2))) end

call('ZREMRANGEBYSCORE', name, '-inf', precise(now - period))
local entries = call('ZRANGE', name, 0, -1, 'WITHSCORES')
local counts, total = {}, 0
for index = 1, #entries, 2 do
  local count = tonumber(string.match(entries[index], ':(%d+)$'))
  counts[#counts + 1] = count
  total = total + count
end

local free, passed, oldest = math.max(0, limit - total), math.max(0, total - limit), 1
local function nextTurn()
  if free > 0 then
    free = free - 1
    return now
  end
  while counts[oldest] and passed >= counts[oldest] do
    passed = passed - counts[oldest]
    oldest = oldest + 1
  end
  if not counts[oldest] then return nil end
  passed = passed + 1
  return math.max(now, tonumber(entries[oldest * 2]) + period)
end

local answer = {}
local function record(from, to, count)
  add(count, to + late)
  answer[#answer + 1] = precise(from - now)
  answer[#answer + 1] = precise(to - now)
  answer[#answer + 1] = count
end

if together then
  local last = now
  for _ = 1, math.min(wanted, limit) do last = nextTurn() or last end
  record(last, last, wanted)
else
  local due = spacing > 0 and tonumber(call('GET', even) or 0) or 0
  local at, count = nil, 0
  for _ = 1, wanted do
    local turn = nextTurn()
    if turn and spacing > 0 then turn = math.max(turn, due) end
    if not turn or turn > now + horizon then break end
    if spacing > 0 then due = turn + spacing end
    if at and turn - at > 0.5 then
      record(at, at, count)
      count = 0
    end
    at, count = turn, count + 1
  end
  if count > 0 then record(at, at, count) end
  if spacing > 0 then call('SET', even, precise(due), 'PX', whole(period + A_WHILE)) end
  if spare > 0 and total + wanted + spare <= limit / 2 then record(now, now + hold, spare) end
end
call('PEXPIRE', name, whole(period + hold + late + 1000))
return answer
`);

/** Asks for turns. */
export async function grant(
  run: (script: Script, ...args: (string | number)[]) => Promise<unknown>,
  { name, count, per, wanted, together, spare, hold, late, spacing, horizon, moved }: GrantRequest,
): Promise<Grant[]> {
  const told = (await run(
    grantTurns,
    name,
    count,
    per,
    wanted,
    together ? 1 : 0,
    spare,
    hold,
    spacing,
    horizon,
    late,
    ...moved.flatMap(({ from, to, count }) => [from, to, count]),
  )) as (string | number)[];
  const grants: Grant[] = [];
  for (let index = 0; index < told.length; index += 3) {
    const [from = 0, to = 0, turns = 0] = told.slice(index, index + 3).map(Number);
    grants.push({ from, to, count: turns });
  }
  return grants;
}
