// Field masks from anywhere, on a request whose patch is from anywhere too: no path may change what
// a mask must not, and what the role may not write must not get past the check.
#include <google/protobuf/field_mask.pb.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "server/access/request_fields.h"
#include "server/rpc/update_mask.h"
#include "setara/v1/seeker.pb.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace setara;
  std::string text(reinterpret_cast<const char*>(data), size);
  v1::UpdateSeekerRequest request;
  size_t cut = text.find('\n');
  // Paths, one each separated by a comma, and after a line end the bytes of the patch.
  if (cut != std::string::npos) {
    (void)request.mutable_seeker()->ParseFromString(text.substr(cut + 1));
    text.resize(cut);
  }
  for (size_t from = 0; from <= text.size();) {
    size_t end = std::min(text.find(',', from), text.size());
    request.mutable_update_mask()->add_paths(text.substr(from, end - from));
    from = end + 1;
  }
  v1::Seeker target;
  target.set_name("seekers/01JAAAAAAAAAAAAAAAAAAAAAAA");
  target.set_etag("7");
  target.mutable_ragam()->set_sensory(true);
  target.mutable_identity()->set_nik("3171014708900077");
  v1::Seeker before = target;
  bool allowed = CheckRequestFields(request, v1::ROLE_CASE_MANAGER, true).ok();
  absl::Status applied = ApplyUpdate(request.seeker(), request.update_mask(), &target);
  if (target.name() != before.name() || target.etag() != before.etag()) std::abort();
  if (!applied.ok()) return 0;
  // Case managers read the ragam and write it never.
  bool same = target.ragam().SerializeAsString() == before.ragam().SerializeAsString();
  if (allowed && !same) std::abort();
  return 0;
}
