#include "server/ops/keys.h"

#include <unistd.h>

#include <cstdio>

#include "server/store/key_rotation.h"

namespace setara {

absl::Status RunKeysStatus(const std::string& data_directory, const std::string& key_file) {
  absl::StatusOr<KeyStatus> status = ReadKeyStatus(data_directory, key_file);
  if (!status.ok()) return status.status();
  std::printf("key file  %s\n", status->path.c_str());
  for (const MasterKeyUse& master : status->masters) {
    std::printf("master    %-12s %12lld persons, %lld employers with documents%s\n",
                master.id.c_str(), static_cast<long long>(master.persons),
                static_cast<long long>(master.employers), master.current ? ", current" : "");
  }
  std::printf("lookup    %s\n", status->lookup.c_str());
  if (status->rotation_under_way) {
    std::puts("a rotation did not end: the same \"setarad keys rotate\" goes on");
  }
  return absl::OkStatus();
}

absl::Status RunKeysRotate(const std::string& data_directory, const std::string& key_file,
                           bool lookup) {
  const bool terminal = isatty(STDERR_FILENO) != 0;
  // Persons have a key, and so have employers with documents; the look-up hashes are of persons.
  const char* what = lookup ? "persons" : "keys of persons and employers";
  auto progress = [=](int64_t done) {
    if (terminal) std::fprintf(stderr, "\rrotating: %lld %s", static_cast<long long>(done), what);
    return true;
  };
  absl::StatusOr<int64_t> done = lookup ? RotateLookupKey(data_directory, key_file, progress)
                                        : RotateMasterKey(data_directory, key_file, progress);
  if (terminal) std::fputc('\n', stderr);
  if (!done.ok()) return done.status();
  std::printf(
      "%s key rotated, %lld %s; copy the key file anew, and destroy old copies once no backup "
      "needs "
      "them\n",
      lookup ? "look-up" : "master", static_cast<long long>(*done), what);
  return absl::OkStatus();
}

}  // namespace setara
