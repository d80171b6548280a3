/* Being asked to stop, by Ctrl-C or a batch system: what is under way is finished, the rest is
 * left. The second signal of a kind does what it always does, so that nobody is held up.
 *
 * A reader may be waiting for standard input, inside the library, which rightly tries again
 * when a signal breaks its wait. So the handler puts the null device in the place of standard
 * input: a read that waits finds the end when it tries again, one that is about to begin finds
 * it at once, and no moment is left in between. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static atomic_bool asked;
static int null_device = -1;

static const int signals[] = {SIGINT, SIGTERM};
enum { N_SIGNAL = sizeof signals / sizeof *signals };

static void ask(int number) {
    int before = errno;
    (void)number;
    atomic_store(&asked, true);
    if (null_device >= 0) dup2(null_device, STDIN_FILENO);
    errno = before;
}

void cli_stop_catch(void) {
    null_device = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (int i = 0; i < N_SIGNAL; i++) {
        struct sigaction action, before;
        memset(&action, 0, sizeof action);
        action.sa_handler = ask;
        action.sa_flags = (int)SA_RESETHAND; /* not SA_RESTART: waits are to be broken */
        sigemptyset(&action.sa_mask);
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

bool cli_stop_asked(void) {
    return atomic_load(&asked);
}

void cli_stop_leave_to_others(sigset_t *before) {
    sigset_t ours;
    sigemptyset(&ours);
    for (int i = 0; i < N_SIGNAL; i++) sigaddset(&ours, signals[i]);
    pthread_sigmask(SIG_BLOCK, &ours, before);
}
