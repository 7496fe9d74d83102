// mxsim: what happens to our mail if this server dies for six hours, and would a backup MX help?
#include <fmt/format.h>

#include <cstdio>
#include <new>

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/files.hpp"
#include "cli/interrupt.hpp"
#include "sim/engine/check.hpp"
#include "sim/scenario/legible.hpp"

int main(int argc, char** argv) {
    using namespace mxsim::cli;
    using mxsim::scenario::legible;
    catch_interrupts();
    try {
        return perform_command_line(argc, argv);
    } catch (const ClosedPipe&) {
        return closed_pipe;
    } catch (const std::bad_alloc&) {  // so this must not ask for any
        std::fputs("mxsim: memory ran out. Try fewer --jobs, or a smaller rate, as with\n"
                   "--set senders.NAME.rate='*0.1'\n",
                   stderr);
    } catch (const FileError& error) {
        fmt::print(stderr, "mxsim: {}\n", legible(error.what()));
    } catch (const mxsim::engine::Bug& bug) {
        fmt::print(stderr, "mxsim: {}\nThis is a mistake in mxsim, not in the scenario. Please report it.\n",
                   bug.what());
    } catch (const std::exception& error) {
        fmt::print(stderr, "mxsim: {}\n", error.what());
    }
    leave_at_once(failed);
}
