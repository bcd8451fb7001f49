// The keyed hashes by which a person is found again, and the search by them.
//
// Words of a name are hashed together with the birth date, so that the table does not tell who has
// a common name: equal hashes mean one name and one day.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "server/keys/vault.h"
#include "server/store/names.h"
#include "server/store/seeker_secrets.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

// Values are stored.
enum class Kind : int { kNik = 1, kName = 2, kNameBorn = 3, kSoundBorn = 4, kWordBorn = 5 };

constexpr const char* kDomains[] = {"", "nik", "name", "name-born", "sound-born", "word-born"};
constexpr size_t kHashBytes = 16;
constexpr size_t kLikelyLimit = 20;
constexpr int kCandidates = 1000;  // of one hash

using LookupKey = std::pair<Kind, std::string>;

LookupKey KeyOf(const Vault& vault, Kind kind, std::string_view value) {
  return {kind, vault.Lookup(kDomains[static_cast<int>(kind)], value).substr(0, kHashBytes)};
}

std::string Born(std::string_view word, Date birth) {
  return std::string(word) + " " + ToString(birth);
}

// The hashes of a person's words, spelt and heard; distinct words.
struct WordKeys {
  std::set<LookupKey> sounds;
  std::set<LookupKey> words;
};

WordKeys KeysOfWords(const Vault& vault, std::string_view full_name, Date birth) {
  WordKeys keys;
  for (const std::string& word : NameWords(full_name)) {
    keys.sounds.insert(KeyOf(vault, Kind::kSoundBorn, Born(SoundOf(word), birth)));
    keys.words.insert(KeyOf(vault, Kind::kWordBorn, Born(word, birth)));
  }
  return keys;
}

std::set<LookupKey> KeysOf(const Vault& vault, const PersonIdentity& who) {
  std::set<LookupKey> keys;
  if (!who.nik.empty()) keys.insert(KeyOf(vault, Kind::kNik, who.nik));
  const std::string sound = SoundOfName(who.full_name);
  if (sound.empty()) return keys;
  keys.insert(KeyOf(vault, Kind::kName, sound));
  if (!who.birth_date) return keys;
  keys.insert(KeyOf(vault, Kind::kNameBorn, Born(sound, *who.birth_date)));
  keys.merge(KeysOfWords(vault, who.full_name, *who.birth_date).sounds);
  keys.merge(KeysOfWords(vault, who.full_name, *who.birth_date).words);
  return keys;
}

// How alike a stored person is.
struct Likeness {
  bool whole = false;  // the name sounds the same as a whole
  size_t sounds = 0;   // words that sound the same
  size_t words = 0;    // words spelt the same
};

// Calls `note(row)` for each row that has `key`.
template <typename Note>
absl::Status EachRow(Connection& db, const LookupKey& key, bool undated, Note note) {
  absl::StatusOr<Statement> query = db.Prepare(
      undated ? "SELECT l.row FROM seeker_lookups l JOIN seekers s ON s.row = l.row "
                "WHERE l.kind = $1 AND l.hash = $2 AND s.birth_date IS NULL ORDER BY l.row LIMIT $3"
              : "SELECT l.row FROM seeker_lookups l WHERE l.kind = $1 AND l.hash = $2 "
                "ORDER BY l.row LIMIT $3");
  if (!query.ok()) return query.status();
  query->Bind(1, int64_t{static_cast<int>(key.first)}).BindBlob(2, key.second).Bind(3, kCandidates);
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    note(query->Int(0));
  }
}

absl::StatusOr<size_t> CountSounds(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT count(*) FROM seeker_lookups WHERE row = $1 AND kind = $2");
  if (!query.ok()) return query.status();
  query->Bind(1, row).Bind(2, int64_t{static_cast<int>(Kind::kSoundBorn)});
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  return static_cast<size_t>(query->Int(0));
}

using Candidates = std::map<int64_t, Likeness>;

// Those born on `birth` who share words; two at least, and all of the shorter name.
absl::Status AddBySharedWords(Connection& db, std::string_view full_name, Date birth,
                              Candidates& found) {
  const WordKeys keys = KeysOfWords(db.vault(), full_name, birth);
  Candidates shared;
  for (const LookupKey& key : keys.sounds) {
    auto status = EachRow(db, key, false, [&](int64_t row) { ++shared[row].sounds; });
    if (!status.ok()) return status;
  }
  for (const LookupKey& key : keys.words) {
    auto status = EachRow(db, key, false, [&](int64_t row) { ++shared[row].words; });
    if (!status.ok()) return status;
  }
  for (const auto& [row, likeness] : shared) {
    absl::StatusOr<size_t> stored = CountSounds(db, row);
    if (!stored.ok()) return stored.status();
    const bool likely =
        likeness.sounds >= 2 && likeness.sounds >= std::min(*stored, keys.sounds.size());
    auto at = found.find(row);
    if (at == found.end() && !likely) continue;
    Likeness& kept = at == found.end() ? found[row] : at->second;
    kept.sounds = likeness.sounds;
    kept.words = likeness.words;
  }
  return absl::OkStatus();
}

absl::StatusOr<Candidates> LikelyRows(Connection& db, std::string_view full_name,
                                      const std::optional<Date>& birth) {
  Candidates found;
  const std::string sound = SoundOfName(full_name);
  if (sound.empty()) return found;
  auto whole = [&](int64_t row) { found[row].whole = true; };
  absl::Status status =
      EachRow(db, KeyOf(db.vault(), Kind::kName, sound), birth.has_value(), whole);
  if (status.ok() && birth) {
    status = EachRow(db, KeyOf(db.vault(), Kind::kNameBorn, Born(sound, *birth)), false, whole);
  }
  if (status.ok() && birth) status = AddBySharedWords(db, full_name, *birth, found);
  if (!status.ok()) return status;
  return found;
}

absl::StatusOr<std::vector<RecordKey>> WithIds(Connection& db, const std::vector<int64_t>& rows) {
  std::vector<RecordKey> keys;
  for (int64_t row : rows) {
    absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM records WHERE row = $1");
    if (!query.ok()) return query.status();
    absl::StatusOr<bool> found = query->Bind(1, row).Step();
    if (!found.ok()) return found.status();
    if (*found) keys.push_back({row, query->Text(0)});
  }
  return keys;
}

}  // namespace

absl::Status InsertLookups(Connection& db, const Seeker& seeker) {
  for (const auto& [kind, hash] : KeysOf(db.vault(), seeker.identity)) {
    absl::StatusOr<Statement> insert =
        db.Prepare("INSERT INTO seeker_lookups (kind, hash, row) VALUES ($1, $2, $3)");
    if (!insert.ok()) return insert.status();
    insert->Bind(1, int64_t{static_cast<int>(kind)}).BindBlob(2, hash).Bind(3, seeker.row);
    absl::Status status = insert->Run();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReplaceLookups(Connection& db, const Seeker& seeker) {
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM seeker_lookups WHERE row = $1");
  if (!remove.ok()) return remove.status();
  absl::Status status = remove->Bind(1, seeker.row).Run();
  return status.ok() ? InsertLookups(db, seeker) : status;
}

absl::StatusOr<std::vector<RecordKey>> FindSeekersByNik(Connection& db, std::string_view nik) {
  if (nik.empty()) return std::vector<RecordKey>();
  std::vector<int64_t> rows;
  absl::Status status = EachRow(db, KeyOf(db.vault(), Kind::kNik, nik), false,
                                [&](int64_t row) { rows.push_back(row); });
  if (!status.ok()) return status;
  return WithIds(db, rows);
}

absl::StatusOr<std::vector<RecordKey>> FindLikelySeekers(Connection& db, std::string_view full_name,
                                                         const std::optional<Date>& birth_date) {
  absl::StatusOr<Candidates> found = LikelyRows(db, full_name, birth_date);
  if (!found.ok()) return found.status();
  std::vector<std::pair<int64_t, Likeness>> order(found->begin(), found->end());
  std::ranges::stable_sort(order, [](const auto& a, const auto& b) {
    return std::tuple(a.second.words, a.second.sounds, a.second.whole) >
           std::tuple(b.second.words, b.second.sounds, b.second.whole);
  });
  std::vector<int64_t> rows;
  for (size_t i = 0; i < std::min(order.size(), kLikelyLimit); ++i) rows.push_back(order[i].first);
  return WithIds(db, rows);
}

}  // namespace setara
