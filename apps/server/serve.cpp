#include "apps/server/serve.hpp"

#include <fmt/core.h>
#include <netinet/tcp.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <memory>
#include <restinio/http_server.hpp>
#include <restinio/message_builders.hpp>
#include <stdexcept>
#include <unordered_set>
#include <utility>

#include "apps/server/response.hpp"

namespace knotwork::server {
namespace {

namespace ip = asio::ip;

constexpr std::chrono::seconds patience{30};   // of a stop with answers that run
constexpr std::size_t piece = 1u << 16;        // what must be taken within one time limit
constexpr std::size_t max_connections = 512;   // all of them hold less than 100 KB of unfinished request
constexpr std::size_t files_besides = 64;      // file descriptors that are no connections
constexpr std::size_t max_body = 1u << 14;     // of a request that is refused anyway, so that it hears why
constexpr std::size_t max_target_read = 8192;  // longer than what is answered with 414
constexpr std::size_t max_value_read = 16384;  // what is longer ends the connection without an answer

// The connections that are open.
//
// RESTinio has a limiter of its own, but that counts a connection which its client reset before it was accepted as open
// for ever. This one is told what RESTinio opened and closed.
struct Connections {
    std::unordered_set<restinio::connection_id_t> open;
    std::size_t limit = max_connections;

    void state_changed(const restinio::connection_state::notice_t& notice) noexcept {
        const auto cause = notice.cause();
        if (restinio::holds_alternative<restinio::connection_state::accepted_t>(cause))
            open.insert(notice.connection_id());
        else
            open.erase(notice.connection_id());
    }
};

struct Traits : restinio::default_single_thread_traits_t {
    using connection_state_listener_t = Connections;
    using request_handler_t = std::function<restinio::request_handling_status_t(restinio::request_handle_t)>;
};
using Server = restinio::http_server_t<Traits>;

// An accept that fails for want of descriptors would be the last one, so there are always more than connections.
std::size_t find_connection_limit() {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return max_connections;
    const rlim_t wanted = max_connections + files_besides;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = std::min(wanted, files.rlim_max);
        setrlimit(RLIMIT_NOFILE, &files);
        getrlimit(RLIMIT_NOFILE, &files);
    }
    const std::size_t room = std::min<rlim_t>(files.rlim_cur, wanted);
    return room > files_besides ? room - files_besides : 1;
}

Result<ip::address> resolve_address(const std::string& text) {
    if (text == "localhost") return ip::address(ip::address_v4::loopback());
    std::error_code error;
    const ip::address out = ip::make_address(text, error);
    if (error) return fail(ErrorCode::out_of_range, "--address", "is no IP address");
    return out;
}

std::string format_host(const ip::address& address) {
    return address.is_v6() ? fmt::format("[{}]", address.to_string()) : address.to_string();
}

Result<std::vector<std::string>> list_hosts(const ServeSettings& settings, const ip::address& address) {
    std::vector<std::string> out;
    for (const std::string& host : settings.hosts) {
        auto name = parse_host(host);
        if (!name) return fail(ErrorCode::out_of_range, "--host", "is no host name");
        out.push_back(std::move(*name));
    }
    if (address.is_loopback() || !out.empty())
        for (const std::string& name :
             {std::string("localhost"), std::string("127.0.0.1"), std::string("[::1]"), format_host(address)})
            out.push_back(name);
    return out;
}

Error explain(const std::error_code& error, const ServeSettings& settings, const ip::address& address) {
    switch (error.value()) {
        case EADDRINUSE:
            return {
                ErrorCode::in_use, "--port",
                fmt::format("{} is taken by another program; name another, or 0 for any that is free", settings.port)};
        case EACCES:
            return {ErrorCode::unreadable, "--port",
                    fmt::format("{} needs rights that this program has not; name one above 1023", settings.port)};
        case EADDRNOTAVAIL:
        case EAFNOSUPPORT:
            return {ErrorCode::unreadable, "--address", address.to_string() + " is no address of this machine"};
        default: break;
    }
    return {ErrorCode::unreadable, fmt::format("{}:{}", format_host(address), settings.port), error.message()};
}

class Running {
  public:
    Running(const Site& site, const ServeSettings& settings, ip::address address, std::vector<std::string> hosts)
        : settings_(settings),
          address_(std::move(address)),
          door_{&site, std::move(hosts), settings.version, settings.atlas_hash},
          signals_(io_, SIGINT, SIGTERM),
          deadline_(io_) {
        connections_->limit = find_connection_limit();
    }

    Result<Served> run(const std::function<void(const std::string&)>& ready) {
        Server server(restinio::external_io_context(io_), configure());
        try {
            server.open_sync();
        } catch (const std::system_error& error) {
            return tl::unexpected(explain(error.code(), settings_, address_));
        }
        signals_.async_wait([&](const std::error_code& error, int) {
            if (!error) stop(server);
        });
        const std::string host = address_.is_unspecified() ? "localhost" : format_host(address_);
        ready(fmt::format("http://{}:{}/", host, port_));
        io_.run();
        is_stopping_ = false;  // answers that end with io_ have nothing to stop
        return Served{answers_};
    }

  private:
    // Lives as long as an answer is being sent.
    struct Sending {
        explicit Sending(Running& of) : running(of) { ++running.answers_; }
        Sending(const Sending&) = delete;
        Sending& operator=(const Sending&) = delete;
        ~Sending() {
            --running.answers_;
            running.end_if_done();
        }
        Running& running;
    };

    restinio::server_settings_t<Traits> configure() {
        restinio::server_settings_t<Traits> out;
        out.address(address_)
            .port(settings_.port)
            .protocol(address_.is_v6() ? ip::tcp::v6() : ip::tcp::v4())
            .buffer_size(4096)
            .read_next_http_message_timelimit(settings_.timeout)
            .write_http_response_timelimit(settings_.timeout)
            .handle_request_timeout(settings_.timeout)
            .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                          .max_url_size(max_target_read)
                                          .max_field_name_size(256)
                                          .max_field_value_size(max_value_read)
                                          .max_field_count(100)
                                          .max_body_size(max_body))
            .connection_state_listener(connections_)
            .socket_options_setter([this](restinio::socket_options_t& options) { prepare(options); })
            .acceptor_post_bind_hook([this](ip::tcp::acceptor& acceptor) { port_ = acceptor.local_endpoint().port(); })
            .request_handler([this](const restinio::request_handle_t& request) { return handle(request); });
        return out;
    }

    // An exception here closes the connection that has just come.
    void prepare(restinio::socket_options_t& options) const {
        if (connections_->open.size() >= connections_->limit) throw std::runtime_error("too many connections");
        options.set_option(ip::tcp::no_delay(true));
        // RESTinio sets no time limit any more to a connection that asked for an upgrade; the system does.
        using UserTimeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
        std::error_code ignored;
        options.set_option(UserTimeout(static_cast<int>(std::chrono::milliseconds(settings_.timeout).count())),
                           ignored);
    }

    // The answer is sent once RESTinio has put the request away: from within the handler, it would read the next
    // request twice, before and after the answer, and lose one that came in parts.
    restinio::request_handling_status_t handle(const restinio::request_handle_t& handle) {
        const restinio::http_request_header_t& header = handle->header();
        std::vector<Field> fields;
        header.for_each_field([&](const restinio::http_header_field_t& field) {
            fields.push_back({std::string_view(field.name()), std::string_view(field.value())});
        });
        const Request request{.method = header.method().c_str(),
                              .target = header.request_target(),
                              .fields = fields,
                              .upgrade = header.connection() == restinio::http_connection_header_t::upgrade};
        const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start_);
        asio::post(io_, [this, handle, sending = std::make_shared<Sending>(*this),
                         answer = compute_response(door_, request, uptime.count())]() mutable {
            send(*handle, std::move(answer), std::move(sending));
        });
        return restinio::request_accepted();
    }

    // Each piece is a group of its own, since RESTinio limits the time of a group.
    void send(restinio::request_t& request, Response answer, std::shared_ptr<Sending> sending) const {
        const auto status = restinio::http_status_code_t(static_cast<std::uint16_t>(answer.status));
        auto response = request.create_response<restinio::user_controlled_output_t>(
            restinio::http_status_line_t(status, std::string(find_reason(answer.status))));
        response.append_header_date_field();
        for (ResponseField& field : answer.fields)
            response.append_header(std::move(field.name), std::move(field.value));
        response.set_content_length(answer.length);
        if (answer.close || is_stopping_) response.connection_close();
        std::string_view left = answer.file;
        for (; left.size() > piece; left.remove_prefix(piece)) {
            response.append_body(restinio::const_buffer(left.data(), piece));
            response.flush([](const auto&) {});  // without somebody to be told, groups are joined
        }
        if (!left.empty()) response.append_body(restinio::const_buffer(left.data(), left.size()));
        if (!answer.text.empty()) response.append_body(std::move(answer.text));
        response.done([held = std::move(sending)](const auto&) {});
    }

    void stop(Server& server) {
        is_stopping_ = true;
        server.close_sync();
        deadline_.expires_after(patience);
        deadline_.async_wait([this](const std::error_code& error) {
            if (!error) io_.stop();
        });
        signals_.async_wait([this](const std::error_code& error, int) {
            if (!error) io_.stop();
        });
        // Behind the requests that have arrived.
        asio::post(io_, [this] { end_if_done(); });
    }

    void end_if_done() {
        if (is_stopping_ && answers_ == 0) io_.stop();
    }

    const ServeSettings& settings_;
    const ip::address address_;
    const Door door_;
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    const std::shared_ptr<Connections> connections_ = std::make_shared<Connections>();
    std::uint16_t port_ = 0;
    std::size_t answers_ = 0;
    bool is_stopping_ = false;
    asio::io_context io_;  // after all that its connections use while they are closed
    asio::signal_set signals_;
    asio::steady_timer deadline_;
};

}  // namespace

Result<Served> serve(const Site& site, const ServeSettings& settings,
                     const std::function<void(const std::string& url)>& ready) {
    const auto address = resolve_address(settings.address);
    if (!address) return tl::unexpected(address.error());
    auto hosts = list_hosts(settings, *address);
    if (!hosts) return tl::unexpected(hosts.error());
    return Running(site, settings, *address, std::move(*hosts)).run(ready);
}

Result<bool> resolve_loopback(const std::string& address) {
    return resolve_address(address).map([](const ip::address& found) { return found.is_loopback(); });
}

}  // namespace knotwork::server
