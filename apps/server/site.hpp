// The files that are served, all in memory.
//
//     std::vector<std::string> left_out;
//     const Result<Site> site = read_site("share/knotwork/app", left_out);
//     const SiteFile* page = site->find("/");            // index.html
//
// The folder is read once, at the start: what is answered later is one version of the app throughout, and a path in a
// request only ever looks something up in a table; it reaches no file system. Immutable afterwards.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "apps/server/request.hpp"
#include "base/error.hpp"

namespace knotwork::server {

inline constexpr std::size_t max_site_files = 5000;
inline constexpr std::size_t max_site_bytes = 256u << 20;  // of the files as they lie there

// One form of a file: as it is, or compressed.
struct Representation {
    Coding coding = Coding::identity;
    std::string bytes;
    std::string tag;  // entity tag with its quotes, made from the bytes
};

struct SiteFile {
    std::string_view type;                        // Content-Type
    bool is_hashed = false;                       // the name holds a hash of the content: it never changes
    std::vector<Representation> representations;  // identity first
};

class Site {
  public:
    // By path: "/" and "/help/" are the index.html there. Null where there is none.
    const SiteFile* find(std::string_view path) const;

    std::size_t file_count() const { return files_.size(); }

  private:
    friend class SiteBuilder;
    std::map<std::string, SiteFile, std::less<>> files_;  // by path, "/assets/app.js"
};

// Reads the folder with all that lies in it. Left out are names that begin with a dot, what is no file, and links that
// lead out of the folder; the latter are told in `left_out`, one line each. `x.br` and `x.gz` beside `x` are its
// compressed forms; one that does not hold what `x` holds is left out and told, too. A file without a `.gz` is
// compressed here where that saves a tenth. Cost: compression, about 0.1 s a megabyte. Errors: unreadable; missing (no
// index.html); too_large.
Result<Site> read_site(const std::string& folder, std::vector<std::string>& left_out);

// By the ending of the name; application/octet-stream where it is unknown.
std::string_view find_type(std::string_view path);

// Whether the path is one that a bundler named by content: in the folder assets, and "-" with eight letters and digits,
// not all of one kind, before an ending: "/assets/index-B4xY_a9Z.js".
bool is_hashed_name(std::string_view path);

}  // namespace knotwork::server
